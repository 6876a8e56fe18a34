package dev.loci.tasks.experiment.reproduce.paths;

import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.pathstar.LearningCurves;
import dev.loci.tasks.experiment.pathstar.PathStarResult;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.BarChart;
import dev.loci.tasks.report.Figure;
import java.util.List;

/** How paths are learned, and what embeddings look like then. */
final class PathFigures {
  /** The Transformer, and the same with one thing different. */
  private static final List<Setup> CONTROLS =
      List.of(Setup.TRANSFORMER_100, Setup.UNTIED, Setup.FROZEN, Setup.FORWARD, Setup.BACKWARD);

  private final Measurements measured;
  private final int seed;

  /**
   * @param seed the first one, whose embeddings are drawn
   */
  PathFigures(Measurements measured, int seed) {
    this.measured = measured;
    this.seed = seed;
  }

  /** What belongs to a claim besides its bars. */
  List<Figure> of(String claim) {
    return switch (claim) {
      case "paths" -> List.of(learning(Setup.TRANSFORMER_100));
      case "paths-500" -> List.of(learning(Setup.TRANSFORMER_500));
      case "mamba-paths" -> List.of(learning(Setup.MAMBA_500));
      case "order" -> List.of(tokens(Setup.TRANSFORMER_500), tokens(Setup.MAMBA_500));
      case "nearest" -> List.of(heatmap(Setup.TRANSFORMER_500), heatmap(Setup.MAMBA_500));
      case "frozen-nearest" -> List.of(heatmap(Setup.FROZEN));
      case "controls-memorise" -> List.of(controls());
      case "frozen-paths" -> List.of(learning(Setup.FROZEN));
      case "staged" -> List.of(learning(Setup.STAGED), learning(Setup.STAGED_HOPS));
      case "edges-first" -> List.of(learning(Setup.STAGED_KEPT));
      default -> List.of();
    };
  }

  private Figure learning(Setup setup) {
    return curves(setup).learning(name(setup, "learning"), title(setup, "learning"));
  }

  private Figure tokens(Setup setup) {
    return curves(setup).tokens(name(setup, "tokens"), title(setup, "held-out tokens"));
  }

  private LearningCurves curves(Setup setup) {
    return new LearningCurves(measured.of(setup).stream().map(Result::metrics).toList());
  }

  private Figure heatmap(Setup setup) {
    return new PathStarResult(measured.of(setup).getFirst())
        .leavesAndFirstHops(
            name(setup, "leaf-first-hop"),
            "Cosine distances, %s, %s, seed %d".formatted(setup.subject, setup.place, seed));
  }

  /** What every control memorises, and what it finds. */
  private Figure controls() {
    return new BarChart(
            "controls",
            "Memorised and found",
            "Means; whiskers reach over all seeds",
            "Share",
            CONTROLS.stream().map(setup -> setup.subject).toList(),
            List.of(
                bars("neighbours", "edge_recovery"),
                bars("training paths", "train_exact_match"),
                bars("held-out paths", "exact_match"),
                bars("leaves nearest to their first hops", "leaf_near_first_hop")))
        .figure();
  }

  private Band bars(String name, String quantity) {
    double[][] bySetup =
        CONTROLS.stream()
            .map(setup ->
                measured.of(setup).stream().mapToDouble(run -> run.number(quantity)).toArray())
            .toArray(double[][]::new);
    return Band.ofRange(name, Vectors.transposed(bySetup));
  }

  private static String name(Setup setup, String figure) {
    return setup.id() + "-" + figure;
  }

  private static String title(Setup setup, String figure) {
    return "%s, %s: %s".formatted(Text.capitalised(setup.subject), setup.place, figure);
  }
}
