package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.recall.RecallSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Questions of several hops, with and without a chain of thought, at equal parameter counts. */
public final class MultihopStudy implements Study<HopSettings> {
  /** Intermediate subjects are only decided by the questions if single facts are among them. */
  static final Map<String, Object> OTHERS = Map.of();

  @Override
  public String name() {
    return "recall-multihop";
  }

  @Override
  public String description() {
    return "questions of several hops with and without a chain of thought, at equal sizes";
  }

  @Override
  public HopSettings preset(Map<String, String> choices) {
    String size = choices.getOrDefault("size", RecallSettings.STANDARD);
    return switch (size) {
      case RecallSettings.QUICK -> new HopSettings(size, 7, 1, 64, 4, "1,2,3", "1,2", "8,16,32", 600);
      case RecallSettings.FULL ->
          new HopSettings(size, 7, 3, 64, 4, "1,2,3,4", "1,2,3,4", "8,12,16,24,32,48,64,96", 10_000);
      default ->
          new HopSettings(size, 7, 3, 64, 4, "1,2,3,4", "1,2", "8,16,24,32,64", 2000);
    };
  }

  @Override
  public List<Part<?>> parts(HopSettings settings) {
    return settings.hopNumbers().stream()
        .flatMap(k -> HopModels.all(settings, k, OTHERS).stream())
        .flatMap(sweep -> sweep.parts().stream())
        .toList();
  }

  @Override
  public Summary conclude(HopSettings settings, List<Result> results, RunFolder folder)
      throws IOException {
    return new MultihopReport(name(), settings, new Measured(results)).write(folder);
  }
}
