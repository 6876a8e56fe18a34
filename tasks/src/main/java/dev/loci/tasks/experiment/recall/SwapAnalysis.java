package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.recall.Analysis.Findings;
import dev.loci.tasks.experiment.recall.Analysis.Trained;
import dev.loci.tasks.recall.probe.EmbeddingTraining;
import dev.loci.tasks.recall.probe.Recaller;
import dev.loci.tasks.recall.probe.Swap;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.BarChart;
import dev.loci.tasks.report.CurveChart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** New facts for the frozen network, after what the other analyses find in it. */
final class SwapAnalysis {
  private SwapAnalysis() {}

  /** Looks at a model. */
  static Findings of(Trained trained, Recaller recaller) {
    return swap(trained, recaller)
        .and(SuperpositionAnalysis.of(trained, recaller))
        .and(InterventionAnalysis.of(trained, recaller));
  }

  private static Findings swap(Trained trained, Recaller recaller) {
    Swap swap = Swap.of(recaller, Probing.random(trained));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("swap_accuracy", swap.fitted());
    figures.put("assigned_swap_accuracy", swap.assigned());
    figures.put("learned_map_swap_accuracy", swap.learned());
    figures.put("old_embeddings_accuracy", swap.oldEmbeddings());
    figures.put("random_embeddings_accuracy", swap.randomEmbeddings());
    figures.put("shifted_matrices_accuracy", swap.shiftedMatrices());
    figures.put("steps_from_superposition", swap.fromSuperposition().stepsToLearn());
    figures.put("steps_from_random", swap.fromRandom().stepsToLearn());
    return new Findings(figures, List.of(section(trained, swap)));
  }

  private static Article.Section section(Trained trained, Swap swap) {
    BarChart accuracy =
        new BarChart(
            "swap",
            "New facts recalled by the frozen network",
            "embeddings of the subjects",
            "Share",
            List.of(
                "superpositions", "learned map", "old ones", "random ones", "matrices exchanged"),
            List.of(
                Probing.bars(
                    "zero-shot",
                    swap.fitted(),
                    swap.learned(),
                    swap.oldEmbeddings(),
                    swap.randomEmbeddings(),
                    swap.shiftedMatrices()),
                Probing.bars("by chance", Probing.same(5, 1.0 / trained.settings().subjects()))));
    CurveChart training =
        new CurveChart(
            "embedding-training",
            "New facts learned by subjects' embeddings alone",
            "Update",
            "Share",
            List.of(
                curve("from superpositions", swap.fromSuperposition()),
                curve("from random embeddings", swap.fromRandom())));
    return new Article.Section(
        "New facts for the frozen network",
        List.of(
            ("All weights but the subjects' embeddings stay as they are, and new bijections are"
                    + " drawn. With the superpositions of the new answers, by matrices fitted to"
                    + " the old embeddings, the network recalls %s of facts that it was never"
                    + " trained on; by those of a fit in which subjects may differ in which matrix"
                    + " is whose %s; with matrices learned through the frozen network on random"
                    + " answers %s.")
                .formatted(
                    Text.percent(swap.fitted()),
                    Text.percent(swap.assigned()),
                    Text.percent(swap.learned())),
            "Controls: the old embeddings, random ones of the same spread, and superpositions in"
                + " which each relation's matrix is used for another relation. All must be near"
                + " chance."),
        List.of(),
        List.of(accuracy.figure(), training.figure()));
  }

  private static Band curve(String name, EmbeddingTraining training) {
    return Band.ofLine(
        name,
        training.steps().stream().mapToDouble(step -> step).toArray(),
        training.accuracies().stream().mapToDouble(share -> share).toArray());
  }
}
