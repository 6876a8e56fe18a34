package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.experiment.Summary;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code summary.json} holds; accuracies are shares, of freely generated paths and after the
 * last update, which was fixed beforehand.
 *
 * @param degree of the star; null for a grid
 * @param nodes of the graph
 * @param parameters of the model
 * @param exactMatch held-out paths told without a mistake
 * @param firstHopAccuracy held-out paths whose first node after the root is right
 * @param tokenAccuracy held-out tokens that are right
 * @param trainExactMatch training paths told without a mistake
 * @param edgeRecovery mean share of a node's neighbours among as many best guesses
 * @param legalPaths held-out paths in whose place a walk along edges is told, of the right length
 *     and between the right ends; null if only one node is asked for
 * @param finalLoss mean over the last epochs' updates, with dropout if there is any
 * @param leafNearFirstHop held-out paths whose first hop is, of all first hops, the one whose
 *     embedding is most similar to the leaf's; null for a grid
 * @param heldOutPaths how many there are
 * @param epochs made, of both stages
 * @param bestEpoch the epoch whose weights are kept beside the last ones: that of the best
 *     measurement of edges and training paths
 * @param steps updates made
 * @param trainSeconds time of all updates
 * @param seconds that, measurements included
 */
public record PathStarSummary(
    String experiment,
    String model,
    String graph,
    @Nullable Integer degree,
    int pathLength,
    String recipe,
    int seed,
    int nodes,
    long parameters,
    double exactMatch,
    double firstHopAccuracy,
    double tokenAccuracy,
    double trainExactMatch,
    double edgeRecovery,
    @Nullable Double legalPaths,
    double finalLoss,
    @Nullable Double leafNearFirstHop,
    int heldOutPaths,
    int epochs,
    int bestEpoch,
    int steps,
    double trainSeconds,
    double seconds)
    implements Summary {

  @Override
  public String toText() {
    StringBuilder text = new StringBuilder();
    line(text, "held-out paths", exactMatch, "right, of " + heldOutPaths);
    line(text, "as legal walks", legalPaths, "");
    line(text, "first hop", firstHopAccuracy, "");
    line(text, "tokens", tokenAccuracy, "");
    line(text, "training paths", trainExactMatch, "");
    line(text, "edge recovery", edgeRecovery, "");
    line(text, "nearest first hop", leafNearFirstHop, "of leaves, by embedding");
    text.append(
        String.format(
            Locale.ROOT,
            "%-18s%d epochs, %d updates, %.1f s%n",
            "training",
            epochs,
            steps,
            trainSeconds));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, @Nullable Double share, String rest) {
    if (share != null) {
      String line = String.format(Locale.ROOT, "%-18s%.2f %% %s", name, 100 * share, rest);
      text.append(line.strip()).append(System.lineSeparator());
    }
  }
}
