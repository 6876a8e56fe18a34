package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.experiment.Summary;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code summary.json} holds; accuracies are shares, of freely generated paths and after the
 * last update, which was fixed beforehand.
 *
 * @param nodes of the graph
 * @param parameters of the model
 * @param exactMatch held-out paths told without a mistake
 * @param firstHopAccuracy held-out paths whose first node after the root is right
 * @param tokenAccuracy held-out tokens that are right
 * @param trainExactMatch training paths told without a mistake
 * @param edgeRecovery mean share of a node's neighbours among as many best guesses
 * @param finalLoss mean over the last epochs' updates, with dropout if there is any
 * @param leafNearFirstHop held-out paths whose first hop is, of all first hops, the one whose
 *     embedding is most similar to the leaf's
 * @param heldOutPaths how many there are
 * @param epochs made, of both stages
 * @param steps updates made
 * @param trainSeconds time of all updates
 * @param seconds that, measurements included
 */
public record PathStarSummary(
    String experiment,
    String model,
    int degree,
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
    double finalLoss,
    double leafNearFirstHop,
    int heldOutPaths,
    int epochs,
    int steps,
    double trainSeconds,
    double seconds)
    implements Summary {

  /** What final weights and data alone decide, by the names in {@code summary.json}. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("exact_match", exactMatch);
    figures.put("first_hop_accuracy", firstHopAccuracy);
    figures.put("token_accuracy", tokenAccuracy);
    figures.put("train_exact_match", trainExactMatch);
    figures.put("edge_recovery", edgeRecovery);
    figures.put("leaf_near_first_hop", leafNearFirstHop);
    return figures;
  }

  @Override
  public String toText() {
    return String.format(
        Locale.ROOT,
        """
        held-out paths    %.2f %% right, of %d
        first hop         %.2f %%
        tokens            %.2f %%
        training paths    %.2f %%
        edge recovery     %.2f %%
        nearest first hop %.2f %% of leaves, by embedding
        training          %d epochs, %d updates, %.1f s
        """,
        100 * exactMatch,
        heldOutPaths,
        100 * firstHopAccuracy,
        100 * tokenAccuracy,
        100 * trainExactMatch,
        100 * edgeRecovery,
        100 * leafNearFirstHop,
        epochs,
        steps,
        trainSeconds);
  }
}
