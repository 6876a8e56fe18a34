package dev.loci.tasks.experiment.study;

import dev.loci.tasks.analysis.EmbeddingMetrics;
import dev.loci.tasks.analysis.EnergyShares;
import dev.loci.tasks.analysis.GraphDistance;
import dev.loci.tasks.analysis.PrincipalAngles;
import dev.loci.tasks.analysis.Procrustes;
import dev.loci.tasks.analysis.Similarity;
import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.tiny.Trained;

/**
 * How a run's final embeddings lie in the spectrum of their graph.
 *
 * @param trained the embeddings
 * @param spectrum of the graph
 * @param dimensions eigenvectors after the first that draw the graph, see {@link #dimensions}
 * @param shares of the energy
 * @param zigZag mean cosine at distance two minus that of neighbours
 * @param overlap of the leading dimensions with the Laplacian's, 1 if they are the same
 * @param largestAngle between the two, in degrees
 * @param procrustes distance of the leading dimensions to the Laplacian coordinates
 * @param rankCorrelation of cosine distance with graph distance
 * @param geometricLevel mean cosine over the edges
 * @param recovery share of neighbours among the best guesses
 */
record Geometry(
    Trained trained,
    Spectrum spectrum,
    int dimensions,
    EnergyShares shares,
    double zigZag,
    double overlap,
    double largestAngle,
    double procrustes,
    double rankCorrelation,
    double geometricLevel,
    double recovery) {

  static Geometry of(Result result) {
    Trained trained = Trained.of(result);
    int[][] edges = trained.data().edges().toPairs();
    int n = trained.data().nodeCount();
    double[][] embeddings = trained.embeddings();
    GraphDistance distance = GraphDistance.of(n, edges);
    Spectrum spectrum = Spectrum.of(n, edges);
    int dimensions = Math.min(dimensions(spectrum, distance), embeddings[0].length);
    PrincipalAngles angles = PrincipalAngles.toLaplacian(embeddings, spectrum, dimensions);
    EmbeddingMetrics metrics = EmbeddingMetrics.of(embeddings, distance);
    return new Geometry(
        trained,
        spectrum,
        dimensions,
        EnergyShares.of(spectrum, embeddings, dimensions),
        metrics.cosines().zigZag(),
        angles.overlap(),
        Math.toDegrees(angles.angles()[angles.angles().length - 1]),
        Procrustes.toLaplacian(embeddings, spectrum, dimensions),
        metrics.rankCorrelation(),
        Similarity.of(embeddings).geometricLevel(edges),
        result.number("edge_recovery"));
  }

  /**
   * How many eigenvectors after the first draw a graph: two, one more for every further component,
   * and as many more as it takes to end with an eigenspace.
   */
  private static int dimensions(Spectrum spectrum, GraphDistance distance) {
    return spectrum.wholeEigenspaces(Math.min(spectrum.size() - 1, 1 + components(distance)));
  }

  private static int components(GraphDistance distance) {
    int components = 0;
    for (int v = 0; v < distance.size(); v++) {
      boolean isFirst = true;
      for (int u = 0; u < v; u++) {
        isFirst &= distance.between(u, v) == GraphDistance.UNREACHABLE;
      }
      components += isFirst ? 1 : 0;
    }
    return components;
  }
}
