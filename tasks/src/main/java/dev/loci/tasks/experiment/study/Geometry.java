package dev.loci.tasks.experiment.study;

import dev.loci.tasks.analysis.GraphDistance;
import dev.loci.tasks.analysis.PrincipalAngles;
import dev.loci.tasks.analysis.PrincipalComponents;
import dev.loci.tasks.analysis.Procrustes;
import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.tiny.Trained;
import java.util.Arrays;
import java.util.Map;

/** How a run's final embeddings lie in the spectrum of their graph. */
final class Geometry {
  private static final int VISIBLE = 3;

  private final Result result;
  private final Trained trained;
  private final Spectrum spectrum;
  private final int components;

  private Geometry(Result result, Trained trained, Whole graph) {
    this.result = result;
    this.trained = trained;
    spectrum = graph.spectrum;
    components = graph.components;
  }

  /**
   * Reads a run.
   *
   * @param graphs those that are known from other runs; a new one is added
   */
  static Geometry of(Result result, Map<String, Whole> graphs) {
    Trained trained = Trained.of(result);
    int n = trained.data().nodeCount();
    int[][] edges = trained.data().edges().toPairs();
    Whole graph = graphs.computeIfAbsent(n + Arrays.deepToString(edges), key -> Whole.of(n, edges));
    return new Geometry(result, trained, graph);
  }

  /** What all runs on a graph have in common. */
  record Whole(Spectrum spectrum, int components) {
    static Whole of(int n, int[][] edges) {
      int[] component = GraphDistance.of(n, edges).components();
      return new Whole(Spectrum.of(n, edges), 1 + Arrays.stream(component).max().orElseThrow());
    }
  }

  Result result() {
    return result;
  }

  Trained trained() {
    return trained;
  }

  Spectrum spectrum() {
    return spectrum;
  }

  /** A number of the run's summary. */
  double number(String key) {
    return result.number(key);
  }

  /** The energy in the eigenspace that varies least over the graph. */
  double top() {
    return result.summary().get("eigenspace_energy").get(0).get("share").asDouble();
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
}
