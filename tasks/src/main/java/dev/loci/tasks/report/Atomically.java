package dev.loci.tasks.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that are either whole or absent: readers never see half of one. */
public final class Atomically {
  /** Fills the file of a path. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path file) throws IOException;
  }

  private Atomically() {}

  /**
   * Writes to a {@code .partial} sibling, then moves it over the target. If writing fails, the
   * target is as before and the sibling is gone. The disk has all of the sibling before it is
   * moved, so that not even a power cut leaves half of a file.
   */
  public static void write(Path target, Content content) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      content.writeTo(partial);
      try (FileChannel written = FileChannel.open(partial, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
