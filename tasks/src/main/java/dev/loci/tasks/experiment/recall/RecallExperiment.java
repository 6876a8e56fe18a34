package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.experiment.OpensModel;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.TrainedModel;
import dev.loci.tasks.recall.probe.Recaller;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A model learns facts; the experiments differ in what is looked for in it then. */
public final class RecallExperiment implements OpensModel<RecallSettings> {
  /** Nothing else is looked for than what it answers. */
  public static final RecallExperiment TRAIN =
      new RecallExperiment(
          "recall",
          "a small Transformer learns facts and questions about them",
          RecallPresets::of,
          trained -> Analysis.Findings.NONE);

  /** Whether embeddings are superpositions. */
  public static final RecallExperiment SUPERPOSITION =
      geometric(
          "recall-superposition",
          "a Transformer learns facts, and its embeddings are told as sums of their answers",
          SuperpositionAnalysis::of);

  /** What exchanging a part of an embedding changes. */
  public static final RecallExperiment INTERVENTION =
      geometric(
          "recall-intervention",
          "a Transformer learns facts, and parts of its embeddings are exchanged",
          InterventionAnalysis::of);

  /** New facts for the frozen network. */
  public static final RecallExperiment SWAP =
      geometric(
          "recall-swap",
          "a Transformer learns facts, then recalls new ones by new embeddings alone",
          SwapAnalysis::of);

  /** All of them. */
  public static final List<RecallExperiment> ALL =
      List.of(TRAIN, SUPERPOSITION, INTERVENTION, SWAP);

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

  private static RecallExperiment geometric(
      String name,
      String description,
      BiFunction<Analysis.Trained, Recaller, Analysis.Findings> analysis) {
    return new RecallExperiment(
        name,
        description,
        RecallPresets::geometric,
        trained ->
            analysis.apply(trained, new Recaller(trained.model(), trained.questions().facts())));
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
    if (this == TRAIN) {
      return new RecallRun(name, settings, folder, analysis);
    }
    Probing.require(settings);
    RecallRun run = new RecallRun(name, settings, folder, analysis);
    Probing.require(run.questions());
    return run;
  }

  @Override
  public TrainedModel open(RecallSettings settings, RunFolder folder) throws IOException {
    return new RecallRun(name, settings, folder, analysis).open();
  }
}
