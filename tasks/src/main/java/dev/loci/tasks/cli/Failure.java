package dev.loci.tasks.cli;

import dev.loci.tasks.graph.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.ExitCode;

/** Says in one sentence what went wrong. */
final class Failure {
  private static final String DEBUG = "loci.debug";

  private Failure() {}

  /** Prints the sentence and returns the exit code: 2 for wrong input, 1 for the rest. */
  static int report(Throwable thrown, PrintWriter err) {
    Throwable exception =
        thrown instanceof ExceptionInInitializerError e && e.getCause() != null
            ? e.getCause()
            : thrown;
    err.println("loci: " + sentence(exception));
    if (Boolean.getBoolean(DEBUG)) {
      exception.printStackTrace(err);
    }
    return isInput(exception) ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private static boolean isInput(Throwable exception) {
    return exception instanceof IllegalArgumentException
        || exception instanceof DataException
        || exception instanceof IOException
        || exception instanceof UncheckedIOException;
  }

  private static String sentence(Throwable exception) {
    return switch (exception) {
      case NoSuchFileException e -> "there is no " + e.getFile();
      case AccessDeniedException e -> "no permission for " + e.getFile();
      case FileAlreadyExistsException e -> e.getFile() + " is in the way";
      case OutOfMemoryError e ->
          "there is not enough memory; LOCI_JAVA_OPTS=-Xmx8g would give 8 GB of it";
      case ArithmeticException e -> String.valueOf(e.getMessage());
      default ->
          isInput(exception) || exception instanceof IllegalStateException
              ? String.valueOf(exception.getMessage())
              : "a fault in loci itself: %s (LOCI_JAVA_OPTS=-D%s=true shows where)"
                  .formatted(exception, DEBUG);
    };
  }
}
