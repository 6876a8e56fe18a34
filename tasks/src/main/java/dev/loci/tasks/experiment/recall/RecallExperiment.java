package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A model learns facts; the experiments differ in what is looked for in it then. */
public final class RecallExperiment implements Experiment<RecallSettings> {
  /** Nothing else is looked for than what it answers. */
  public static final RecallExperiment TRAIN =
      new RecallExperiment(
          "recall",
          "a small Transformer learns facts and questions about them",
          RecallPresets::of,
          (trained, progress) -> Analysis.Findings.NONE);

  /** New facts for the frozen network. */
  public static final RecallExperiment SWAP =
      new RecallExperiment(
          "recall-swap",
          "a Transformer learns facts, then recalls new ones by new embeddings alone",
          RecallPresets::of,
          new SwapAnalysis());

  /** All of them. */
  public static final List<RecallExperiment> ALL = List.of(TRAIN, SWAP);

  private final String name;
  private final String description;
  private final Function<Map<String, String>, RecallSettings> preset;
  private final Analysis analysis;

  RecallExperiment(
      String name,
      String description,
      Function<Map<String, String>, RecallSettings> preset,
      Analysis analysis) {
    this.name = name;
    this.description = description;
    this.preset = preset;
    this.analysis = analysis;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  /** Sizes, and whether embeddings are frozen, decide what the rest is by default. */
  @Override
  public RecallSettings preset(Map<String, String> choices) {
    return preset.apply(choices);
  }

  @Override
  public Run prepare(RecallSettings settings, RunFolder folder) {
    return new RecallRun(name, settings, folder, analysis);
  }
}
