package dev.loci.tasks.graph;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** A data set that can't be built, written or read; the message is what the user sees. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception whose message is a sentence naming the file, and the line if any. */
  public DataException(String message) {
    super(message);
  }

  /** Creates an exception as {@link #DataException(String)}, with what caused it. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns an exception that names a line of a file. */
  static DataException at(Object file, int line, String problem) {
    return new DataException("%s, line %d: %s".formatted(file, line, problem));
  }

  /** Returns an exception that says what can't be done, and why. */
  public static DataException of(String action, IOException cause) {
    String reason =
        switch (cause) {
          case AccessDeniedException e -> "no permission for " + e.getFile();
          case NoSuchFileException e -> "there is no " + e.getFile();
          case FileAlreadyExistsException e -> e.getFile() + " is in the way";
          default -> String.valueOf(cause.getMessage());
        };
    return new DataException("can't " + action + ": " + reason, cause);
  }

  /** Returns the beginning of a text from a file, so that a message stays short. */
  static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
