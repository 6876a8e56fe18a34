package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.analysis.Spectrum.Bar;
import dev.loci.tasks.analysis.Spectrum.Eigenspace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpectrumTest {

  /** The normalised spectra that the paper's notebooks print, to three decimals. */
  static Stream<Arguments> printedSpectra() {
    return Stream.of(
        Arguments.of(
            Graphs.STAR,
            new double[] {
              1, 1, 1, .787, .413, .413, .413, 0, -.413, -.413, -.413, -.787, -1, -1, -1, -1.082
            },
            new double[] {
              1, 1, 1, .860, .648, .648, .648, .374, .146, .146, .146, -.117, -.231, -.231, -.231,
              -.396
            }),
        Arguments.of(
            Graphs.GRID,
            new double[] {1, 1, .646, .423, .420, 0, 0, 0, 0, -.420, -.423, -.646, -1, -1, -1.274},
            new double[] {
              1, 1, .772, .592, .592, .333, .333, .266, .266, 0, -.001, -.084, -.376, -.376, -.613
            }),
        Arguments.of(
            Graphs.CYCLE,
            new double[] {
              1, 1, .732, .732, .338, .338, -.114, -.114, -.547, -.547, -.886, -.886, -1.071, -1.071
            },
            new double[] {
              1, 1, .827, .827, .572, .572, .280, .280, 0, 0, -.219, -.219, -.338, -.338
            }),
        Arguments.of(
            Graphs.IRREGULAR,
            new double[] {
              1, .888, .795, .410, .330, .040, -.150, -.315, -.333, -.333, -.333, -.565, -.616,
              -.857, -.972
            },
            new double[] {
              1, .917, .859, .601, .535, .333, .195, .096, 0, 0, 0, -.090, -.127, -.273, -.384
            }));
  }

  @ParameterizedTest
  @MethodSource("printedSpectra")
  void normalisedSpectraAreTheOnesPrinted(Graphs graph, double[] plain, double[] withSelfEdges) {
    double[][] embeddings = Matrices.gaussian(graph.n, 8, 1);
    assertEigenvalues(Spectrum.of(graph.n, graph.edges()).bars(embeddings), plain);
    assertEigenvalues(
        Spectrum.of(graph.n, graph.edgesAndSelfEdges()).bars(embeddings), withSelfEdges);
  }

  private static void assertEigenvalues(List<Bar> bars, double[] expected) {
    assertThat(bars).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(bars.get(i).eigenvalue()).as("bar %d", i).isCloseTo(expected[i], within(5.5e-4));
    }
  }

  @Test
  void eigenspacesAreTheOnesQuoted() {
    List<Eigenspace> star = energies(Graphs.STAR);
    assertThat(star)
        .extracting(Eigenspace::multiplicity)
        .containsExactly(1, 3, 1, 3, 1, 3, 1, 3, 1);
    assertThat(star.get(0).eigenvalue()).isCloseTo(2.062, within(5e-4));
    assertThat(star.get(1).eigenvalue()).isCloseTo(1.905, within(5e-4));
    assertThat(star.get(2).eigenvalue()).isCloseTo(1.5, within(5e-4));
    assertThat(star.get(4).eigenvalue()).isCloseTo(0, within(1e-12));
    assertThat(star.get(7).eigenvalue()).isCloseTo(-1.905, within(5e-4));
    assertThat(star.get(8).eigenvalue()).isCloseTo(-2.062, within(5e-4));

    List<Eigenspace> grid = energies(Graphs.GRID);
    assertThat(grid.get(0).eigenvalue()).isCloseTo(2.021, within(5e-4));
    assertThat(grid.get(1).eigenvalue()).isCloseTo(1.586, within(5e-4));
    assertThat(grid)
        .extracting(Eigenspace::multiplicity)
        .containsExactly(1, 2, 1, 1, 1, 4, 1, 1, 1, 2, 1);
    assertThat(grid.getLast().eigenvalue()).isCloseTo(-2.021, within(5e-4));

    List<Eigenspace> cycle = energies(Graphs.CYCLE);
    assertThat(cycle).extracting(Eigenspace::multiplicity).containsExactly(1, 2, 2, 2, 2, 2, 2, 2);
    for (int k = 0; k < cycle.size(); k++) { // the closed form of a cycle's spectrum
      double expected = 2 * StrictMath.cos(2 * Math.PI * k / 15);
      assertThat(cycle.get(k).eigenvalue()).isCloseTo(expected, within(1e-12));
    }

    List<Eigenspace> irregular = energies(Graphs.IRREGULAR);
    double[] expected = {2.024, 2.0, 1.776, 1.590};
    for (int i = 0; i < expected.length; i++) {
      assertThat(irregular.get(i).eigenvalue()).isCloseTo(expected[i], within(1e-3));
    }
    assertThat(irregular.getLast().eigenvalue()).isCloseTo(-1.945, within(1e-3));
  }

  private static List<Eigenspace> energies(Graphs graph) {
    return Spectrum.of(graph.n, graph.edges()).energies(Matrices.gaussian(graph.n, 8, 2));
  }

  @ParameterizedTest
  @EnumSource
  void eigenpairsSatisfyTheirDefinition(Graphs graph) {
    Spectrum spectrum = Spectrum.of(graph.n, graph.edges());
    double[][] adjacency = new double[graph.n][graph.n];
    for (int[] e : graph.edges()) {
      adjacency[e[0]][e[1]] = 1;
    }
    double[] degree = Arrays.stream(adjacency).mapToDouble(r -> Arrays.stream(r).sum()).toArray();
    double[][] vectors = spectrum.eigenvectors();
    for (int i = 0; i < graph.n; i++) {
      for (int u = 0; u < graph.n; u++) {
        double product = 0;
        for (int v = 0; v < graph.n; v++) {
          product += adjacency[u][v] * (1 / degree[u] + 1 / degree[v]) * vectors[i][v];
        }
        assertThat(product).isCloseTo(spectrum.eigenvalues()[i] * vectors[i][u], within(1e-12));
      }
    }
    double[][] gram = Matrices.product(vectors, Matrices.transposed(vectors));
    assertThat(Matrices.maxDifference(gram, Matrices.identity(graph.n))).isLessThan(1e-12);
  }

  @Test
  void directionsAndDuplicatesMakeNoDifference() {
    int[][] star = Graphs.STAR.edges();
    int[][] twice = Stream.of(star, star).flatMap(Stream::of).toArray(int[][]::new);
    double[] expected = Spectrum.of(17, star).eigenvalues();
    assertThat(Spectrum.of(17, Graphs.STAR.forward).eigenvalues()).isEqualTo(expected);
    assertThat(Spectrum.of(17, twice).eigenvalues()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void theLargestEntryOfAnEigenvectorIsPositive(Graphs graph) {
    for (double[] vector : Spectrum.of(graph.n, graph.edges()).eigenvectors()) {
      double max = Arrays.stream(vector).max().orElseThrow();
      double min = Arrays.stream(vector).min().orElseThrow();
      assertThat(max).isGreaterThan(-min * (1 - 1e-6));
    }
  }

  @Test
  void tiedBarsAreOrderedByProjectionTowardsTheLargestMagnitudes() {
    // A cycle's eigenvalues come in pairs: cosine and sine waves of k periods.
    Spectrum cycle = Spectrum.of(15, Graphs.CYCLE.edges());
    List<Bar> bars = cycle.bars(Matrices.gaussian(15, 2, 3));
    for (int pair = 0; pair < 7; pair++) {
      Bar first = bars.get(2 * pair);
      Bar second = bars.get(2 * pair + 1);
      if (first.eigenvalue() > 0) {
        assertThat(first.projection()).isGreaterThan(second.projection());
      } else {
        assertThat(first.projection()).isLessThan(second.projection());
      }
    }
    assertThat(bars.stream().mapToDouble(Bar::projection).max()).hasValue(1);
  }

  @Test
  void anEigenvectorAsEmbeddingShowsInItsOwnBarAlone() {
    Spectrum irregular = Spectrum.of(16, Graphs.IRREGULAR.edges());
    double[][] fifth = Matrices.transposed(new double[][] {irregular.eigenvectors()[4]});
    List<Bar> bars = irregular.bars(fifth);
    for (int i = 0; i < bars.size(); i++) {
      assertThat(bars.get(i).projection()).isCloseTo(i == 3 ? 1 : 0, within(1e-12));
    }
    assertThat(irregular.energies(fifth).get(4).share()).isCloseTo(1, within(1e-12));
  }

  @Test
  void laplacianCoordinatesAreTheEigenvectorsAfterTheFirst() {
    Spectrum grid = Spectrum.of(16, Graphs.GRID.edges());
    double[][] expected = Arrays.copyOfRange(grid.eigenvectors(), 1, 4);
    assertThat(Matrices.transposed(grid.laplacianCoordinates(3))).isDeepEqualTo(expected);
    assertThatThrownBy(() -> grid.laplacianCoordinates(16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("laplacian coordinates: 16 asked for, but 16 nodes have at most 15");
  }

  @Test
  void isolatedNodesAddZeros() {
    Spectrum spectrum = Spectrum.of(5, new int[][] {{1, 3}});
    assertThat(spectrum.eigenvalues())
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(2, 0, 0, 0, -2);
    List<Eigenspace> energies = spectrum.energies(Matrices.identity(5));
    assertThat(energies).extracting(Eigenspace::multiplicity).containsExactly(1, 3, 1);
    assertThat(energies.get(1).share()).isCloseTo(.6, within(1e-15));
  }

  @Test
  void barsWithoutPositiveEigenvaluesKeepTheirSigns() {
    // A star of single edges has the eigenvalues t, 0, ..., 0, -t; one edge has 2 and -2.
    List<Bar> star =
        Spectrum.of(4, new int[][] {{0, 1}, {0, 2}, {0, 3}}).bars(Matrices.identity(4));
    assertEigenvalues(star, new double[] {0, 0, -1});
    List<Bar> edge = Spectrum.of(2, new int[][] {{0, 1}}).bars(Matrices.identity(2));
    assertEigenvalues(edge, new double[] {-1});
    List<Bar> nothing = Spectrum.of(3, new int[][] {}).bars(Matrices.identity(3));
    assertEigenvalues(nothing, new double[] {0, 0});
  }

  @Test
  void oneNodeHasNoBarsAndOneEigenspace() {
    Spectrum one = Spectrum.of(1, new int[][] {});
    double[][] embedding = {{3, 4}};
    assertThat(one.bars(embedding)).isEmpty();
    assertThat(one.energies(embedding)).containsExactly(new Eigenspace(0, 1, 1));
    assertThat(one.projections(embedding)).containsExactly(5);
  }

  @Test
  void constantEmbeddingsLieInTheTrivialEigenspaceOfACycle() {
    double[][] constant = new double[15][];
    Arrays.fill(constant, new double[] {.1, -.3, .7});
    Spectrum cycle = Spectrum.of(15, Graphs.CYCLE.edges());
    assertThat(cycle.energies(constant).get(0).share()).isCloseTo(1, within(1e-14));
    assertThat(cycle.bars(constant)).extracting(Bar::projection).containsOnly(0.0);
  }

  @Test
  void zeroEmbeddingsHaveNoEnergy() {
    Spectrum cycle = Spectrum.of(15, Graphs.CYCLE.edges());
    assertThat(cycle.energies(new double[15][2])).extracting(Eigenspace::share).containsOnly(0.0);
    assertThat(cycle.bars(new double[15][2])).extracting(Bar::projection).containsOnly(0.0);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Spectrum cycle = Spectrum.of(15, Graphs.CYCLE.edges());
    assertThatThrownBy(() -> cycle.energies(new double[14][2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("embeddings: 14 rows for a graph of 15 nodes");
    double[][] broken = new double[15][2];
    broken[3][1] = Double.NaN;
    assertThatThrownBy(() -> cycle.bars(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("embeddings: row 3, column 1 is NaN; every entry must be finite");
    assertThatThrownBy(() -> Spectrum.of(2, new int[][] {{0, 1}, {1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("edges: edge 1 is {1, 2}, but the nodes are 0 to 1");
    assertThatThrownBy(() -> Spectrum.of(0, new int[][] {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("graph: 0 nodes; at least one is needed");
  }
}
