package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tensor.Compute;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UmapTest {

  @Property(tries = 50)
  void neighboursAreThoseOfAFullSearch(
      @ForAll @IntRange(min = 2, max = 80) int n,
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 30) int wanted,
      @ForAll long seed) {
    double[][] points = Matrices.gaussian(n, width, seed);
    for (double[] point : points) {
      Arrays.setAll(point, j -> point[j] + 50);
    }
    int k = Math.min(wanted, n - 1);
    Neighbours found = Neighbours.of(points, k);
    for (int i = 0; i < n; i++) {
      int u = i;
      int[] expected =
          IntStream.range(0, n)
              .filter(v -> v != u)
              .boxed()
              .sorted(Comparator.comparingDouble(v -> Neighbours.distance(points[u], points[v])))
              .limit(k)
              .mapToInt(v -> v)
              .toArray();
      assertThat(found.indices()[u]).containsExactly(expected);
      assertThat(found.distances()[u]).isSorted();
    }
  }

  @Test
  void membershipsAddUpToTheLogarithmOfTheNeighbours() {
    double[] distances = {0.5, 0.7, 1.1, 1.6, 2.5, 2.6, 3.0};
    double[] memberships = FuzzyGraph.memberships(distances);
    assertThat(memberships[0]).isEqualTo(1);
    assertThat(Arrays.stream(memberships).sum()).isCloseTo(3, within(1e-9)); // log2 of 8
  }

  @Test
  void theFuzzyGraphIsSymmetric() {
    FuzzyGraph graph = FuzzyGraph.of(Neighbours.of(Matrices.gaussian(40, 3, 1), 5));
    double[][] weights = new double[40][40];
    for (int e = 0; e < graph.heads().length; e++) {
      assertThat(graph.weights()[e]).isGreaterThan(0).isLessThanOrEqualTo(1);
      weights[graph.heads()[e]][graph.tails()[e]] = graph.weights()[e];
    }
    assertThat(Matrices.maxDifference(weights, Matrices.transposed(weights))).isLessThan(1e-15);
  }

  /** The values that the method's first implementation is known to fit. */
  @Test
  void theCurveOfTheLayoutFitsTheLeastDistance() {
    Umap.Curve near = Umap.Curve.fit(0.1);
    assertThat(near.a()).isCloseTo(1.5769, within(1e-3));
    assertThat(near.b()).isCloseTo(0.8951, within(1e-3));
    for (double minDist : new double[] {0, 0.001, 0.5, 0.99, 1}) {
      Umap.Curve curve = Umap.Curve.fit(minDist);
      assertThat(curve.a()).as("minDist %s", minDist).isBetween(0.01, 3.0);
      assertThat(curve.b()).as("minDist %s", minDist).isBetween(0.5, 3.0);
    }
  }

  @Test
  void aRingStaysARing() {
    double[][] ring =
        manifold(
            240,
            12,
            u -> {
              double angle = 2 * Math.PI * u / 240;
              return new double[] {StrictMath.cos(angle), StrictMath.sin(angle)};
            });
    double[][] layout = Umap.standard(7).fit(ring);
    assertThat(Trustworthiness.of(ring, layout, 10)).isGreaterThan(0.97);
    double[] around =
        IntStream.range(0, 240)
            .mapToDouble(u -> Neighbours.distance(layout[u], layout[(u + 1) % 240]))
            .toArray();
    double extent =
        IntStream.range(0, 120)
            .mapToDouble(u -> Neighbours.distance(layout[u], layout[u + 120]))
            .min()
            .orElseThrow();
    assertThat(Arrays.stream(around).average().orElseThrow()).isLessThan(extent / 10);
  }

  @Test
  void clustersFallApartAndKeepTheirMembers() {
    double[][] centres = Matrices.gaussian(3, 20, 3);
    double[][] noise = Matrices.gaussian(150, 20, 4);
    double[][] points = new double[150][];
    for (int u = 0; u < 150; u++) {
      points[u] = noise[u];
      Vectors.add(points[u], 10, centres[u % 3]);
    }
    double[][] layout = new Umap(10, 0.1, 2, 1).fit(points);
    Neighbours near = Neighbours.of(layout, 10);
    for (int u = 0; u < 150; u++) {
      int group = u % 3;
      assertThat(IntStream.of(near.indices()[u])).allMatch(v -> v % 3 == group);
    }
    assertThat(Trustworthiness.of(points, layout, 10)).isGreaterThan(0.85);
    double[][] random = Matrices.gaussian(150, 2, 5);
    assertThat(Trustworthiness.of(points, random, 10)).isBetween(0.3, 0.7);
  }

  @Test
  void theSameSeedGivesTheSameBitsOnOneThreadAndOnTwo() {
    double[][] points = Matrices.gaussian(600, 32, 1);
    Umap umap = new Umap(8, 0.3, 3, 7);
    double[][] first = umap.fit(points);
    int threads = Compute.threads();
    try {
      Compute.setThreads(1);
      assertThat(umap.fit(points)).isDeepEqualTo(first);
      Compute.setThreads(2);
      assertThat(umap.fit(points)).isDeepEqualTo(first);
    } finally {
      Compute.setThreads(threads);
    }
    assertThat(new Umap(8, 0.3, 3, 8).fit(points)).isNotEqualTo(first);
  }

  @Test
  void fewAndEqualPointsAreLaidOut() {
    for (int n = 1; n < 5; n++) {
      for (double[][] points : new double[][][] {new double[n][3], Matrices.gaussian(n, 1, n)}) {
        double[][] layout = Umap.standard(1).fit(points);
        assertThat(layout).hasDimensions(n, 2);
        assertThat(Arrays.stream(layout).flatMapToDouble(Arrays::stream))
            .allMatch(Double::isFinite);
      }
    }
  }

  @Test
  void inputsAreBounded() {
    assertThatThrownBy(() -> new Umap(1, 0.1, 2, 0))
        .hasMessage("umap: 1 neighbours, at least 2 are needed");
    assertThatThrownBy(() -> new Umap(5, Double.NaN, 2, 0))
        .hasMessage("umap: minDist NaN is not in [0, 1]");
    assertThatThrownBy(() -> new Umap(5, 0.1, 0, 0))
        .hasMessage("umap: 0 components, at least 1 is needed");
    assertThatThrownBy(() -> Umap.standard(0).fit(new double[Umap.MOST_POINTS + 1][1]))
        .hasMessage("umap: 50001 points, at most 50000 are taken");
    assertThatThrownBy(() -> Umap.standard(0).fit(new double[][] {{1, Double.NaN}}))
        .hasMessageContaining("every entry must be finite");
    assertThatThrownBy(() -> Trustworthiness.of(new double[4][1], new double[4][1], 2))
        .hasMessage("trustworthiness: 2 neighbours of 4 points; 1 to n/2");
  }

  private static double[][] manifold(int n, int width, IntFunction<double[]> at) {
    double[][] points =
        IntStream.range(0, n)
            .mapToObj(u -> Arrays.copyOf(at.apply(u), width))
            .toArray(double[][]::new);
    return Matrices.rotated(points, 9);
  }
}
