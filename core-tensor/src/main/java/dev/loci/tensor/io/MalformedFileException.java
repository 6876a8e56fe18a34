package dev.loci.tensor.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file does not hold what its format demands. The message names the file and what is wrong. */
public final class MalformedFileException extends IOException {
  public MalformedFileException(Path file, String fault) {
    super(file + ": " + fault);
  }
}
