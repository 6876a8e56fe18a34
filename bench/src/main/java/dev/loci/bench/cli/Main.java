package dev.loci.bench.cli;

import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine;

/**
 * The entry point of {@code loci bench}: the {@link BenchCommand}, or JMH itself with everything
 * after {@value #JMH}.
 */
public final class Main {
  private static final String JMH = "--jmh";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private Main() {}

  /** Runs the command and exits: 0 when it succeeded, 2 when the input was wrong, 1 otherwise. */
  public static void main(String[] args) throws IOException {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      System.err.println("loci bench: start Java with --add-modules " + VECTOR_MODULE);
      System.exit(CommandLine.ExitCode.USAGE);
    }
    if (args.length > 0 && args[0].equals(JMH)) {
      org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
    } else {
      System.exit(commandLine().execute(args));
    }
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new BenchCommand());
    commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
      boolean isInput = exception instanceof IllegalArgumentException;
      boolean isExpected =
          isInput || exception instanceof IOException || exception instanceof IllegalStateException;
      command
          .getErr()
          .println("loci bench: " + (isExpected ? exception.getMessage() : exception.toString()));
      return isInput ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    });
    commandLine.setParameterExceptionHandler((exception, arguments) -> {
      exception
          .getCommandLine()
          .getErr()
          .printf("loci bench: %s (--help shows what there is)%n", exception.getMessage());
      return CommandLine.ExitCode.USAGE;
    });
    return commandLine;
  }
}
