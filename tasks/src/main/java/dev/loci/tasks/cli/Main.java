package dev.loci.tasks.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code loci}. */
@Command(
    name = "loci",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Studies how sequence models memorise geometrically.",
    subcommands = {
      RunCommand.class,
      DataCommand.class,
      ListCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {
  private Main() {}

  /** Runs a command and exits: 0 when it succeeded, 2 when the input was wrong, 1 otherwise. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  static int execute(String... args) {
    System.setProperty("java.awt.headless", "true"); // figures need no screen
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> Failure.report(exception, command.getErr()));
    commandLine.setParameterExceptionHandler((exception, arguments) -> {
      PrintWriter err = exception.getCommandLine().getErr();
      err.println("loci: " + exception.getMessage());
      err.println("See: loci help " + exception.getCommandLine().getCommandSpec().qualifiedName());
      return CommandLine.ExitCode.USAGE;
    });
    return commandLine;
  }

  /** The version that the jar states. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"loci " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
