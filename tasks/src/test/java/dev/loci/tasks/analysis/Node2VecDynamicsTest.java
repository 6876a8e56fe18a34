package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.loci.models.node2vec.NeighbourLists;
import dev.loci.models.node2vec.Node2Vec;
import dev.loci.models.node2vec.Node2VecConfig;
import dev.loci.models.node2vec.Node2VecInitializer;
import dev.loci.optim.Schedule;
import dev.loci.optim.Sgd;
import dev.loci.tensor.Tensor;
import dev.loci.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The geometry of Node2Vec after 10,000 epochs from the published initial weights. */
class Node2VecDynamicsTest {
  private static final Map<Graphs, Run> RUNS = new EnumMap<>(Graphs.class);

  /** Embeddings before the first update, after the updates 25 and 100, and at the end. */
  private record Run(int[][] edges, List<double[][]> snapshots) {
    double[][] last() {
      return snapshots.getLast();
    }
  }

  @BeforeAll
  static void train() {
    for (Graphs graph : Graphs.values()) {
      RUNS.put(graph, train(canonical(graph, graph.edges()), graph.n, 10_000));
    }
  }

  /** A star's nodes in the order that Node2Vec gives them: the root, then arm by arm. */
  private static int[][] canonical(Graphs graph, int[][] edges) {
    if (graph != Graphs.STAR) {
      return edges;
    }
    int[] order = {3, 2, 13, 14, 7, 9, 15, 12, 5, 11, 8, 1, 0, 16, 6, 4, 10};
    int[] ids = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> ids[order[i]] = i);
    return Arrays.stream(edges)
        .map(edge -> new int[] {ids[edge[0]], ids[edge[1]]})
        .toArray(int[][]::new);
  }

  private static Run train(int[][] edges, int n, int epochs) {
    Node2Vec model = new Node2Vec(Node2VecConfig.of(n));
    Node2VecInitializer.framework(7).initialize(model);
    NeighbourLists graph = NeighbourLists.of(n, edges);
    List<double[][]> snapshots = new ArrayList<>();
    Trainer.replaying(
            new Sgd(model.parameters()),
            Schedule.constant(0.01),
            step -> {},
            tape -> model.loss(tape, graph))
        .run(
            0,
            epochs,
            (step, loss, rate) -> {
              if (step == 0 || step == 25 || step == 100) {
                snapshots.add(rows(model));
              }
            });
    snapshots.add(rows(model));
    return new Run(edges, snapshots);
  }

  private static double[][] rows(Node2Vec model) {
    Tensor v = model.embedding().value();
    int width = v.shape().dim(1);
    double[] values = v.toDoubleArray();
    return IntStream.range(0, v.shape().dim(0))
        .mapToObj(u -> Arrays.copyOfRange(values, u * width, (u + 1) * width))
        .toArray(double[][]::new);
  }

  private static Run run(Graphs graph) {
    Run run = RUNS.get(graph);
    if (run == null) {
      throw new IllegalStateException("there is no run of " + graph);
    }
    return run;
  }

  @ParameterizedTest
  @CsvSource({
    "STAR, 2.062, 1, .635",
    "STAR, 1.905, 3, .349",
    "STAR, -2.062, 1, .000",
    "GRID, 2.021, 1, .695",
    "GRID, 1.586, 2, .299",
    "GRID, -2.021, 1, .000",
    "CYCLE, 2, 1, .552",
    "CYCLE, 1.827, 2, .448",
    "CYCLE, -1.956, 2, .000",
    "IRREGULAR, 2.024, 1, .500",
    "IRREGULAR, 2.0, 1, .345",
    "IRREGULAR, 1.776, 1, .091",
    "IRREGULAR, 1.590, 1, .059",
    "IRREGULAR, -1.945, 1, .000",
  })
  void eigenspaceEnergies(Graphs graph, double eigenvalue, int multiplicity, double share) {
    Run run = run(graph);
    List<Spectrum.Eigenspace> found =
        Spectrum.of(graph.n, run.edges()).energies(run.last()).stream()
            .filter(space -> Math.abs(space.eigenvalue() - eigenvalue) < 1e-3)
            .toList();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().multiplicity()).isEqualTo(multiplicity);
    assertThat(found.getFirst().share()).isCloseTo(share, within(.003));
  }

  /** Norms along the leading eigenvectors, and along the last. */
  @Test
  void normsOfTheStar() {
    Node2VecDynamics.Norms norms = norms(Graphs.STAR);
    assertThat(norms.embedding()[0]).isCloseTo(14.19, within(.01));
    assertThat(norms.embedding()[4]).isCloseTo(.81, within(.01));
    assertThat(lengthOf(norms.embedding(), 1, 4))
        .isCloseTo(Math.sqrt(6.13 * 6.13 + 6.07 * 6.07 + 6.03 * 6.03), within(.02));
    double[] c = norms.coefficients();
    assertThat(Arrays.copyOf(c, 4)).containsExactly(new double[] {.16, .16, .16, .16}, within(.01));
    assertThat(c[4]).isCloseTo(.26, within(.01));
    assertThat(c[16]).isCloseTo(2.10, within(.01));
  }

  @Test
  void normsOfTheCycle() {
    Node2VecDynamics.Norms norms = norms(Graphs.CYCLE);
    assertThat(norms.embedding()[0]).isCloseTo(10.6, within(.06));
    assertThat(norms.embedding()[1]).isCloseTo(6.75, within(.01));
    assertThat(norms.embedding()[2]).isCloseTo(6.75, within(.01));
    assertThat(norms.embedding()[3]).isCloseTo(.01, within(.006));
    double[] c = norms.coefficients();
    assertThat(Arrays.copyOf(c, 6))
        .containsExactly(new double[] {0, 0, 0, .06, .06, .29}, within(.006));
    assertThat(c[14]).isCloseTo(2.01, within(.01));
  }

  private static double lengthOf(double[] values, int from, int to) {
    return Vectors.norm(Arrays.copyOfRange(values, from, to));
  }

  private static Node2VecDynamics.Norms norms(Graphs graph) {
    Run run = run(graph);
    return Node2VecDynamics.of(graph.n, run.edges()).at(run.last());
  }

  /**
   * C is what moves the embeddings: along the top eigenvector they come to rest at their length,
   * along the last they decay.
   */
  @ParameterizedTest
  @CsvSource({"STAR", "GRID", "CYCLE", "IRREGULAR"})
  void coefficientsMoveTheEmbeddings(Graphs graph) {
    Run run = run(graph);
    Node2VecDynamics dynamics = Node2VecDynamics.of(graph.n, run.edges());
    double[][] before = run.snapshots().getFirst();
    double[][] after = train(run.edges(), graph.n, 1).last();
    double[][] c = dynamics.coefficients(before);
    for (int u = 0; u < graph.n; u++) {
      for (int d = 0; d < before[u].length; d++) {
        double step = 0;
        for (int v = 0; v < graph.n; v++) {
          step += 0.01 * c[u][v] * before[v][d];
        }
        assertThat(after[u][d]).isCloseTo(before[u][d] + step, within(1e-5));
      }
    }
    List<Node2VecDynamics.Norms> norms = run.snapshots().stream().map(dynamics::at).toList();
    assertThat(norms).hasSize(4);
    Node2VecDynamics.Norms first = norms.getFirst();
    Node2VecDynamics.Norms last = norms.getLast();
    int lowest = graph.n - 1;
    assertThat(last.embedding()[0]).isGreaterThan(0.5 * first.embedding()[0]);
    assertThat(last.embedding()[lowest]).isLessThan(0.05 * first.embedding()[lowest]);
    assertThat(last.coefficients()[0]).isLessThan(0.1 * last.coefficients()[lowest]);
  }

  @ParameterizedTest
  @CsvSource({
    "STAR, .49, .85, .971",
    "GRID, .35, .80, .934",
    "CYCLE, .48, .86, .961",
    "IRREGULAR, .43, .89, .973"
  })
  void geometryAndRecovery(Graphs graph, double early, double later, double end) {
    Run run = run(graph);
    double[] levels = {early, later, end};
    for (int i = 0; i < 3; i++) {
      double[][] embedding = run.snapshots().get(i + 1);
      EdgeRecovery recovery = EdgeRecovery.ofProducts(embedding, run.edges());
      assertThat(Similarity.of(embedding).geometricLevel(run.edges()))
          .isCloseTo(levels[i], within(.006));
      assertThat(recovery.perEdge(run.edges(), 5)).isGreaterThan(i < 2 ? .949 : .9999);
    }
  }

  @ParameterizedTest
  @CsvSource({"STAR, .5312, .3469", "GRID, .3333, .25", "CYCLE, .5, .3333", "IRREGULAR, .4, .2857"})
  void topOneIsAtItsCeiling(Graphs graph, double share, double withSelfEdges) {
    Run run = run(graph);
    assertThat(EdgeRecovery.ofProducts(run.last(), run.edges()).topOne(run.edges()))
        .isCloseTo(share, within(1e-4));
    int[][] edges = canonical(graph, graph.edgesAndSelfEdges());
    double[][] embedding = train(edges, graph.n, 10_000).last();
    assertThat(EdgeRecovery.ofProducts(embedding, edges).topOne(edges))
        .isCloseTo(withSelfEdges, within(1e-4));
  }

  /** Isolated nodes have no loss and no part in C's own rows. */
  @Test
  void anIsolatedNodeOnlyRepels() {
    double[][] embedding = {{1, 0}, {0.5, 1}, {2, 1}};
    double[][] c = Node2VecDynamics.of(3, new int[][] {{0, 1}}).coefficients(embedding);
    double a = StrictMath.exp(1);
    double b = StrictMath.exp(.5);
    double d = StrictMath.exp(2);
    assertThat(c[2][2]).isZero();
    double first = -d / (a + b + d);
    assertThat(c[0][2]).isCloseTo(first, within(1e-14)).isEqualTo(c[2][0]);
    assertThat(c[0][0]).isCloseTo(-2 * a / (a + b + d), within(1e-14));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Node2VecDynamics dynamics = Node2VecDynamics.of(3, new int[][] {{0, 1}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dynamics.at(new double[2][4]))
        .withMessage("embeddings: 2 rows for a graph of 3 nodes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EdgeRecovery.ofProducts(new double[2][4], new double[2][3], new int[0][]))
        .withMessage("embeddings: sources have 4 columns, targets 3");
  }
}
