package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Experiments;
import dev.loci.tasks.experiment.Plan;
import dev.loci.tasks.experiment.Plans;
import dev.loci.tasks.experiment.Settings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code loci plan}: a command for each experiment that knows beforehand what a run takes. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "EXPERIMENT",
    description = "Tells what a run would take: parameters, memory, operations, time.")
final class PlanCommand implements Callable<Integer> {
  @Unmatched private List<String> rest = new ArrayList<>();

  static CommandLine commandLine() {
    CommandLine plan = new CommandLine(new PlanCommand());
    for (Experiment<?> experiment : Experiments.ALL) {
      if (experiment instanceof Plans<?> plans) {
        plan.addSubcommand(plans.name(), new CommandLine(Of.spec(plans)));
      }
    }
    return plan;
  }

  @Override
  public Integer call() {
    if (!rest.isEmpty() && !rest.getFirst().startsWith("-")) {
      Experiments.named(rest.getFirst()); // refuses what is not the name of an experiment
      throw new IllegalArgumentException(
          "plan: " + rest.getFirst() + " does not tell beforehand what a run takes");
    }
    throw new IllegalArgumentException("plan: which experiment? loci plan --help names them");
  }

  /** {@code loci plan} of one experiment. */
  @Command(mixinStandardHelpOptions = true, sortOptions = false)
  static final class Of<S extends Record> implements Callable<Integer> {
    private final Plans<S> experiment;
    private @Nullable SettingOptions settings;
    private @Nullable CommandSpec spec;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description = "The same as --KEY VALUE, with the names of config.json.")
    private List<String> assignments = new ArrayList<>();

    @Option(
        names = "--no-measurement",
        description = "Don't make the model to see how long its updates take.")
    private boolean noMeasurement;

    @Mixin private ComputeOptions compute = new ComputeOptions();

    private Of(Plans<S> experiment) {
      this.experiment = experiment;
    }

    static <S extends Record> CommandSpec spec(Plans<S> experiment) {
      Of<S> command = new Of<>(experiment);
      CommandSpec spec = CommandSpec.forAnnotatedObject(command);
      spec.usageMessage().description("What it takes when " + experiment.description() + ".");
      command.settings = new SettingOptions(spec, experiment);
      command.spec = spec;
      return spec;
    }

    @Override
    public Integer call() {
      compute.apply();
      if (settings == null || spec == null) {
        throw new IllegalStateException("plan: the command has no options");
      }
      Map<String, String> given = settings.given(assignments);
      Plan plan = experiment.plan(Settings.with(experiment.preset(given), given));
      PrintWriter out = spec.commandLine().getOut();
      long heap = Runtime.getRuntime().maxMemory();
      out.printf("parameters        %,d%n", plan.parameters());
      out.printf(
          "memory            about %s, of %s that Java has%n",
          Plan.gibibytes(plan.bytes()), Plan.gibibytes(heap));
      out.printf("operations        %.1f GFLOP per epoch%n", plan.flopsPerEpoch() / 1e9);
      out.printf("training          %,d epochs, %,d updates%n", plan.epochs(), plan.updates());
      out.flush();
      plan.requireRoom(heap);
      if (!noMeasurement) {
        Plan.Timing timing = plan.measure().get();
        double perSecond = plan.flopsPerEpoch() * plan.epochs() / timing.trainSeconds() / 1e9;
        out.printf(
            "time              %s of training at %.0f GFLOP/s, %s in all%n",
            duration(timing.trainSeconds()), perSecond, duration(timing.seconds()));
        out.flush();
      }
      return 0;
    }

    private static String duration(double seconds) {
      if (seconds < 120) {
        return "%.0f s".formatted(seconds);
      }
      return seconds < 7200
          ? "%.0f minutes".formatted(seconds / 60)
          : "%.1f hours".formatted(seconds / 3600);
    }
  }
}
