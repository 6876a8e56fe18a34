package dev.loci.models.node2vec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.optim.Schedule;
import dev.loci.optim.Sgd;
import dev.loci.tensor.Compute;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Trainer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shortened runs give the same weights whatever computes them. */
class Node2VecArithmeticTest {
  private final int threadsBefore = Compute.threads();

  @AfterEach
  void restore() {
    Compute.setThreads(threadsBefore);
    String mode = System.getProperty("loci.kernels", "auto");
    Compute.select(Compute.Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tinyRuns(boolean tied) {
    for (TinyGraph tiny : TinyGraph.values()) {
      NeighbourLists graph = tiny.graph(tied);
      assertSameBits(() -> fullBatch(graph, new Node2VecConfig(tiny.n, 100, tied)));
    }
  }

  /** Extents that are no multiple of any block or vector, and work that is really shared. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void miniBatches(boolean tied) {
    int n = 701;
    int[][] ring =
        IntStream.range(0, n).mapToObj(u -> new int[] {u, (u + 1) % n}).toArray(int[][]::new);
    NeighbourLists graph = NeighbourLists.of(n, ring);
    long before = Parallel.handovers();
    assertSameBits(() -> miniBatch(graph, new Node2VecConfig(n, 37, tied)));
    for (int i = 0; i < 50 && Parallel.handovers() == before; i++) {
      compute(Compute.Mode.AUTO, 2, () -> miniBatch(graph, new Node2VecConfig(n, 37, tied)));
    }
    assertThat(Parallel.handovers()).isGreaterThan(before);
  }

  private interface Run {
    Node2Vec train();
  }

  private static void assertSameBits(Run run) {
    float[] expected = compute(Compute.Mode.SCALAR, 1, run);
    assertThat(compute(Compute.Mode.SCALAR, 2, run)).matches(x -> Arrays.equals(x, expected));
    assertThat(compute(Compute.Mode.SIMD, 1, run)).matches(x -> Arrays.equals(x, expected));
    assertThat(compute(Compute.Mode.SIMD, 2, run)).matches(x -> Arrays.equals(x, expected));
  }

  private static float[] compute(Compute.Mode mode, int threads, Run run) {
    Compute.select(mode);
    Compute.setThreads(threads);
    Tensor[] weights =
        run.train().state().values().stream().map(x -> x.reshape(-1)).toArray(Tensor[]::new);
    return Tensor.concat(0, weights).toFloatArray();
  }

  private static Node2Vec fullBatch(NeighbourLists graph, Node2VecConfig config) {
    Node2Vec model = new Node2Vec(config);
    Node2VecInitializer.framework(7).initialize(model);
    Trainer.replaying(
            new Sgd(model.parameters()),
            Schedule.constant(0.01),
            step -> {},
            tape -> model.loss(tape, graph))
        .run(0, 40, (step, loss, rate) -> {});
    return model;
  }

  private static Node2Vec miniBatch(NeighbourLists graph, Node2VecConfig config) {
    Node2Vec model = new Node2Vec(config);
    Node2VecInitializer.normal(RandomStream.of(1), 0.3).initialize(model);
    RandomStream random = RandomStream.of(2);
    Tensor nodes = Tensor.zeros(DType.INT32, Shape.of(53));
    Trainer.replaying(
            new Sgd(model.parameters()),
            Schedule.constant(0.01),
            step -> {
              for (int i = 0; i < nodes.size(); i++) {
                nodes.set(random.below(config.nodes()), i);
              }
            },
            tape -> model.loss(tape, graph, nodes))
        .run(0, 5, (step, loss, rate) -> {});
    return model;
  }
}
