package dev.loci.tasks.experiment.pathstar;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model knows at one moment; all are shares. Paths are generated freely.
 *
 * @param edgeRecovery mean share of a source's targets among as many best guesses
 * @param trainExact training paths told without a mistake
 * @param testExact held-out paths told without a mistake
 * @param firstHop held-out paths whose first node after the root is right
 * @param legalPaths held-out paths in whose place a walk along edges is told, of the right length
 *     and between the right ends; null if only one node is asked for
 * @param leafNearFirstHop held-out paths whose first hop is, of all first hops, the one whose
 *     embedding is most similar to the leaf's; null for a grid
 * @param tokens held-out paths whose i-th token is right
 */
record Measurement(
    double edgeRecovery,
    double trainExact,
    double testExact,
    double firstHop,
    @Nullable Double legalPaths,
    @Nullable Double leafNearFirstHop,
    double[] tokens) {

  /** By the names in {@code summary.json}; what is not defined is left out. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("exact_match", testExact);
    figures.put("first_hop_accuracy", firstHop);
    figures.put("token_accuracy", tokenAccuracy());
    figures.put("train_exact_match", trainExact);
    figures.put("edge_recovery", edgeRecovery);
    if (legalPaths != null) {
      figures.put("legal_paths", legalPaths);
    }
    if (leafNearFirstHop != null) {
      figures.put("leaf_near_first_hop", leafNearFirstHop);
    }
    return figures;
  }

  /** Held-out tokens that are right. */
  double tokenAccuracy() {
    return Arrays.stream(tokens).average().orElse(Double.NaN);
  }
}
