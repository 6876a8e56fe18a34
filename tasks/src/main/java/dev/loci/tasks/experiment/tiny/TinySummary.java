package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.experiment.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code summary.json} holds. Shares and accuracies are between 0 and 1, losses in nats.
 *
 * @param steps updates made
 * @param finalLoss mean cross-entropy of the edges with the final weights
 * @param lossFloor the entropy that no model can go below
 * @param top1Accuracy share of edges whose target is the first guess
 * @param top1Ceiling the highest such share that any model can reach
 * @param edgeRecovery mean share of a node's neighbours among as many best guesses
 * @param geometricLevel mean cosine of the embeddings of adjacent nodes, at the end
 * @param geometricLevelPeak its highest value
 * @param geometricLevelPeakStep the step of that
 * @param cosAdjacent mean cosine over adjacent pairs, self excluded
 * @param cosTwoHop mean cosine over pairs at distance two
 * @param eigenspaceEnergy share of the embeddings' squared norm in each eigenspace of the graph
 * @param spearmanCosineVsGraphDistance rank correlation of cosine distance and graph distance; null
 *     where one of them is the same for all pairs
 * @param recoveryCompleteStep the step from which all neighbours stay recovered; null if never
 * @param zigzag how much more alike nodes at distance two are than neighbours
 * @param leadingEnergy share of the squared norm in the eigenspaces that draw the graph, see {@link
 *     dev.loci.tasks.analysis.EnergyShares}
 * @param outsideEnergy share in neither those nor the trivial one
 * @param mostNegativeEnergy share in the eigenspace that alternates along edges
 * @param laplacianOverlap mean squared cosine between the embeddings' leading subspace and that of
 *     the graph's Laplacian; null for embeddings too narrow
 * @param procrustes distance of the first principal components to the Laplacian coordinates, 0 to
 *     1; null for embeddings too narrow
 * @param meanNorm mean length of an embedding
 * @param variance3 share of the variance in three principal components
 * @param effectiveRank of the centred embeddings
 * @param margin by how much the model's best score of a neighbour exceeds that of any other node
 * @param marginOriginal the same as the reference computes it; null but for linear networks
 * @param marginSkewed the reference's "geometric margin"; null but for linear networks
 * @param skewedAccuracy share of first guesses that are right by it; null likewise
 * @param trainSeconds time of all updates, measurements included
 * @param msPerStep that for one update, in milliseconds
 */
public record TinySummary(
    String experiment,
    String graph,
    int seed,
    int steps,
    double finalLoss,
    double lossFloor,
    double top1Accuracy,
    double top1Ceiling,
    double edgeRecovery,
    double geometricLevel,
    double geometricLevelPeak,
    int geometricLevelPeakStep,
    double cosAdjacent,
    double cosTwoHop,
    List<Energy> eigenspaceEnergy,
    @Nullable Double spearmanCosineVsGraphDistance,
    @Nullable Integer recoveryCompleteStep,
    double zigzag,
    double leadingEnergy,
    double outsideEnergy,
    double mostNegativeEnergy,
    @Nullable Double laplacianOverlap,
    @Nullable Double procrustes,
    double meanNorm,
    double variance3,
    double effectiveRank,
    double margin,
    @Nullable Double marginOriginal,
    @Nullable Double marginSkewed,
    @Nullable Double skewedAccuracy,
    double trainSeconds,
    double msPerStep)
    implements Summary {

  /** What final weights and data alone decide, by the names in {@code summary.json}. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("final_loss", finalLoss);
    figures.put("top1_accuracy", top1Accuracy);
    figures.put("edge_recovery", edgeRecovery);
    figures.put("geometric_level", geometricLevel);
    figures.put("cos_adjacent", cosAdjacent);
    figures.put("cos_two_hop", cosTwoHop);
    if (spearmanCosineVsGraphDistance != null) {
      figures.put("spearman_cosine_vs_graph_distance", spearmanCosineVsGraphDistance);
    }
    return figures;
  }

  @Override
  public String toText() {
    return String.format(
        Locale.ROOT,
        """
        loss              %.4f (floor %.4f)
        top-1 accuracy    %.2f %% (ceiling %.2f %%)
        edge recovery     %.2f %%
        geometric level   %.3f, highest %.3f at step %d
        graph distance    Spearman %s with cosine distance
        time              %.2f s, %.2f ms per step
        """,
        finalLoss,
        lossFloor,
        100 * top1Accuracy,
        100 * top1Ceiling,
        100 * edgeRecovery,
        geometricLevel,
        geometricLevelPeak,
        geometricLevelPeakStep,
        spearmanCosineVsGraphDistance == null
            ? "(not defined)"
            : String.format(Locale.ROOT, "%.3f", spearmanCosineVsGraphDistance),
        trainSeconds,
        msPerStep);
  }

  /** One eigenspace of {@code D^-1 A + (D^-1 A)^T} and its share. */
  public record Energy(double eigenvalue, int multiplicity, double share) {}
}
