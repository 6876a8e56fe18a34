package dev.loci.bench.cases;

import dev.loci.models.node2vec.NeighbourLists;
import dev.loci.models.node2vec.Node2VecConfig;
import dev.loci.tensor.random.RandomStream;
import java.util.stream.IntStream;

/**
 * A training step of a tied Node2Vec on a cycle: the logits of all nodes for a batch of sources,
 * cross-entropy against their two neighbours, backward, plain gradient descent, in float32. {@link
 * Node2VecRun} makes the steps.
 *
 * @param nodes n
 * @param width D
 * @param batch sources in a step, drawn anew for each, B
 */
public record Node2VecCase(int nodes, int width, int batch) {
  /** The size that the design has a figure of libtorch for. */
  public static final Node2VecCase USUAL = new Node2VecCase(5000, 100, 256);

  /** The learning rate, on the sum over the batch. */
  public static final double LEARNING_RATE = 0.01;

  /** The standard deviation of initial vectors. */
  public static final double INITIAL_STD = 0.1;

  static final int SEED = 1;

  /** The name in lists of cases. */
  public String name() {
    return "node2vec";
  }

  /** The model of this size. */
  public Node2VecConfig config() {
    return new Node2VecConfig(nodes, width, true);
  }

  /** The cycle. */
  public NeighbourLists graph() {
    return NeighbourLists.of(
        nodes,
        IntStream.range(0, nodes)
            .mapToObj(u -> new int[] {u, (u + 1) % nodes})
            .toArray(int[][]::new));
  }

  /** The sources of a step, with repetitions. */
  public int[] sources(int step) {
    RandomStream random = RandomStream.of(SEED).split("sources").split(Integer.toString(step));
    return IntStream.range(0, batch).map(i -> random.below(nodes)).toArray();
  }

  /** Floating-point operations of a step's three matrix products, as in {@link TrainingCase}. */
  public long flops() {
    return 6L * batch * nodes * width;
  }
}
