package dev.loci.tasks.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code loci}. */
@Command(
    name = "loci",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Studies how sequence models memorise geometrically.",
    subcommands = {
      CapacityCommand.class,
      ConstructCommand.class,
      DataCommand.class,
      EvalCommand.class,
      ExplainCommand.class,
      GenerateCommand.class,
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
    CommandLine commandLine = commandLine();
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError | ExceptionInInitializerError e) { // picocli lets errors pass
      return Failure.report(e, commandLine.getErr());
    }
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.addSubcommand(RunCommand.commandLine());
    commandLine.addSubcommand(PlanCommand.commandLine());
    commandLine.addSubcommand(ReproduceCommand.commandLine());
    // An expression may begin with a minus.
    Objects.requireNonNull(commandLine.getSubcommands().get("explain"))
        .setUnmatchedOptionsArePositionalParams(true);
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> Failure.report(exception, command.getErr()));
    commandLine.setParameterExceptionHandler((exception, arguments) -> {
      CommandLine command = exception.getCommandLine();
      command
          .getErr()
          .printf(
              "loci: %s (%s --help shows what there is)%n",
              exception.getMessage(), command.getCommandSpec().qualifiedName());
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
