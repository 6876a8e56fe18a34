package dev.loci.tasks.experiment.study;

import dev.loci.tasks.analysis.GraphDistance;
import dev.loci.tasks.analysis.PrincipalAngles;
import dev.loci.tasks.analysis.PrincipalComponents;
import dev.loci.tasks.analysis.Procrustes;
import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.tiny.Trained;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a run's final embeddings lie in the spectrum of their graph. */
final class Geometry {
  private static final int VISIBLE = 3;

  private final Trained trained;
  private final Spectrum spectrum;
  private final ObjectNode summary;
  private final int components;

  private Geometry(Trained trained, ObjectNode summary) {
    this.trained = trained;
    this.summary = summary;
    int n = trained.data().nodeCount();
    int[][] edges = trained.data().edges().toPairs();
    spectrum = Spectrum.of(n, edges);
    components = components(GraphDistance.of(n, edges));
  }

  static Geometry of(Result result) {
    return new Geometry(Trained.of(result), result.summary());
  }

  Trained trained() {
    return trained;
  }

  Spectrum spectrum() {
    return spectrum;
  }

  /** A number of the run's summary, NaN where it has none. */
  double number(String key) {
    JsonNode value = summary.get(key);
    return value != null && value.isNumber() ? value.asDouble() : Double.NaN;
  }

  /** The energy in the eigenspace that varies least over the graph. */
  double top() {
    return summary.get("eigenspace_energy").get(0).get("share").asDouble();
  }

  /** The energy between the leading eigenspaces and the most negative one. */
  double middle() {
    return number("outside_energy") - number("most_negative_energy");
  }

  /** The overlap of the leading subspace with the Laplacian's, 1 if they are the same. */
  double overlap() {
    return isWide() ? angles().overlap() : Double.NaN;
  }

  /** The largest angle between these subspaces, in degrees. */
  double largestAngle() {
    return isWide() ? Math.toDegrees(Arrays.stream(angles().angles()).max().orElse(0)) : Double.NaN;
  }

  /** The distance of the leading principal components to the Laplacian coordinates. */
  double procrustes() {
    return isWide()
        ? Procrustes.toLaplacian(trained.embeddings(), spectrum, dimensions())
        : Double.NaN;
  }

  private PrincipalAngles angles() {
    return PrincipalAngles.toLaplacian(trained.embeddings(), spectrum, dimensions());
  }

  private boolean isWide() {
    return trained.embeddings()[0].length >= dimensions();
  }

  /**
   * How many eigenvectors after the first draw the graph: two, one more for every further
   * component, and those that complete an eigenspace.
   */
  private int dimensions() {
    return spectrum.wholeEigenspaces(Math.min(spectrum.size() - 1, 1 + components));
  }

  /** The same, but no more than can be seen. */
  int axes() {
    return Math.min(VISIBLE, dimensions());
  }

  /** The leading principal components, turned and scaled onto the Laplacian coordinates. */
  double[][] drawing(int axes) {
    double[][] embeddings = trained.embeddings();
    double[][] leading = PrincipalComponents.fit(embeddings).project(embeddings, axes);
    return Procrustes.fit(leading, spectrum.laplacianCoordinates(axes)).aligned();
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
