package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code loci eval}. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Computes a run's figures anew from its model and data.",
    footer = "Exits with 1 if the summary says something else.")
final class EvalCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The folder of a complete run.")
  private Path run;

  @Mixin private ComputeOptions compute;

  @Override
  public Integer call() throws IOException {
    compute.apply();
    RunFolder folder = RunFolder.existing(run);
    Map<String, Double> figures = Runs.open(folder).figures().get();
    JsonNode summary = summary(folder);
    PrintWriter out = spec.commandLine().getOut();
    int width = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
    int others = 0;
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      JsonNode said = summary.path(figure.getKey());
      boolean same = isSame(said, figure.getValue());
      others += same ? 0 : 1;
      String remark = same || summary.isEmpty() ? "" : "  but the summary says " + said(said);
      out.printf("%-" + width + "s  %s%s%n", figure.getKey(), figure.getValue(), remark);
    }
    out.println(
        summary.isEmpty()
            ? "there is no " + RunFolder.SUMMARY + " to compare with"
            : others == 0
                ? "all as in " + RunFolder.SUMMARY
                : "%d of %d differ from %s".formatted(others, figures.size(), RunFolder.SUMMARY));
    out.flush();
    return others == 0 || summary.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** JSON has no numbers for what is not finite; {@link Json} writes null. */
  private static boolean isSame(JsonNode said, double figure) {
    return said.isNumber() ? said.asDouble() == figure : said.isNull() && !Double.isFinite(figure);
  }

  private static String said(JsonNode value) {
    return value.isMissingNode() ? "nothing" : value.toString();
  }

  /** The run's summary, which is empty if there is none. */
  private static JsonNode summary(RunFolder folder) {
    if (!folder.has(RunFolder.SUMMARY)) {
      return Json.MAPPER.createObjectNode();
    }
    try {
      return Json.MAPPER.readTree(folder.read(RunFolder.SUMMARY));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(folder.file(RunFolder.SUMMARY) + " is not JSON", e);
    }
  }
}
