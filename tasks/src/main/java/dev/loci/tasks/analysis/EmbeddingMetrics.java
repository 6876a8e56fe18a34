package dev.loci.tasks.analysis;

/**
 * The summary of one embedding of a graph: a row of the table that compares models.
 *
 * @param cosines mean cosines by graph distance
 * @param meanNorm mean Euclidean norm
 * @param rankCorrelation of cosine distance against graph distance, see {@link
 *     Similarity#rankCorrelation}
 * @param variance3 share of the variance in the first three principal components
 * @param effectiveRank see {@link PrincipalComponents#effectiveRank}
 */
public record EmbeddingMetrics(
    Similarity.PairMeans cosines,
    double meanNorm,
    double rankCorrelation,
    double variance3,
    double effectiveRank) {
  /**
   * Measures embeddings.
   *
   * @param embeddings n x D
   * @param distance of the graph of n nodes
   */
  public static EmbeddingMetrics of(double[][] embeddings, GraphDistance distance) {
    Similarity similarity = Similarity.of(embeddings);
    PrincipalComponents components = PrincipalComponents.fit(embeddings);
    return new EmbeddingMetrics(
        similarity.pairMeans(distance),
        similarity.meanNorm(),
        similarity.rankCorrelation(distance),
        components.explainedShare(3),
        components.effectiveRank());
  }
}
