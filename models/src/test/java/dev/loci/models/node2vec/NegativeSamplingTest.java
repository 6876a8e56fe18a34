package dev.loci.models.node2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.loci.autograd.Tape;
import dev.loci.optim.Schedule;
import dev.loci.optim.Sgd;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Trainer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NegativeSamplingTest {
  private static final int N = TinyGraph.GRID.n;
  private static final NeighbourLists GRAPH = TinyGraph.GRID.graph(false);

  private final Tensor sources = column(0);
  private final Tensor positives = column(1);
  private final Tensor negatives =
      Tensor.zeros(DType.INT32, Shape.of(sources.size(), NegativeSampler.PER_POSITIVE));

  private static Tensor column(int i) {
    return Tensor.of(Arrays.stream(GRAPH.edges()).mapToInt(edge -> edge[i]).toArray());
  }

  private static Node2Vec model() {
    Node2Vec model = new Node2Vec(new Node2VecConfig(N, 8, true));
    Node2VecInitializer.normal(RandomStream.of(5), 0.5).initialize(model);
    return model;
  }

  private static double product(Node2Vec model, int u, int v) {
    double sum = 0;
    for (int d = 0; d < 8; d++) {
      sum += model.embedding().value().get(u, d) * model.targets().value().get(v, d);
    }
    return sum;
  }

  private static double softplus(double x) {
    return StrictMath.log1p(StrictMath.exp(x));
  }

  private double loss(Node2Vec model) {
    return model
        .negativeSamplingLoss(Tape.inference(), sources, positives, negatives)
        .tensor()
        .item();
  }

  @Test
  void lossIsItsDefinition() {
    Node2Vec model = model();
    model.convert(DType.FLOAT64);
    NegativeSampler.uniform(N).fill(negatives, RandomStream.of(6));
    double expected = 0;
    for (int i = 0; i < sources.size(); i++) {
      int u = (int) sources.get(i);
      expected += softplus(-product(model, u, (int) positives.get(i)));
      for (int k = 0; k < NegativeSampler.PER_POSITIVE; k++) {
        expected += softplus(product(model, u, (int) negatives.get(i, k)));
      }
    }
    assertThat(loss(model)).isCloseTo(expected, within(1e-9));
  }

  /** The mean over draws against the sum over all nodes, within four standard errors. */
  @Test
  void lossHasItsExpectation() {
    Node2Vec model = model();
    double expected = 0;
    for (int[] edge : GRAPH.edges()) {
      expected += softplus(-product(model, edge[0], edge[1]));
      for (int w = 0; w < N; w++) {
        expected += NegativeSampler.PER_POSITIVE * softplus(product(model, edge[0], w)) / N;
      }
    }
    RandomStream random = RandomStream.of(7);
    int draws = 400;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      NegativeSampler.uniform(N).fill(negatives, random);
      double loss = loss(model);
      sum += loss;
      squares += loss * loss;
    }
    double mean = sum / draws;
    double error = StrictMath.sqrt((squares / draws - mean * mean) / draws);
    assertThat(error).isPositive().isLessThan(0.01 * expected);
    assertThat(mean).isCloseTo(expected, within(4 * error));
  }

  @Test
  void negativesHaveTheirWeights() {
    Tensor drawn = Tensor.zeros(DType.INT32, Shape.of(20_000, 3));
    NegativeSampler.byDegree(GRAPH, 0.75).fill(drawn, RandomStream.of(10));
    int[] counts = new int[N];
    Arrays.stream(drawn.toIntArray()).forEach(u -> counts[u]++);
    double total = 0;
    for (int u = 0; u < N; u++) {
      total += StrictMath.pow(GRAPH.degree(u), 0.75);
    }
    double chiSquare = 0;
    for (int u = 0; u < N; u++) {
      double expected = 60_000 * StrictMath.pow(GRAPH.degree(u), 0.75) / total;
      chiSquare += (counts[u] - expected) * (counts[u] - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(37.7); // 15 degrees of freedom, 1 in 1000
  }

  /** On skip-grams of biased walks, with negatives drawn anew for each update. */
  @Test
  void walksAndNegativesTrain() {
    int[][] walks = new BiasedWalks(GRAPH, 1, 0.5).walks(10, 8, RandomStream.of(11));
    int[][] pairs = BiasedWalks.skipGrams(walks, 1);
    Node2Vec model = model();
    RandomStream random = RandomStream.of(12);
    NegativeSampler sampler = NegativeSampler.byDegree(GRAPH, 0.75);
    int batch = sources.size();
    double[] losses = new double[1500];
    Trainer.replaying(
            new Sgd(model.parameters()),
            Schedule.constant(0.05),
            step -> {
              for (int i = 0; i < batch; i++) {
                int[] pair = pairs[random.below(pairs.length)];
                sources.set(pair[0], i);
                positives.set(pair[1], i);
              }
              sampler.fill(negatives, random);
            },
            tape -> model.negativeSamplingLoss(tape, sources, positives, negatives))
        .run(0, losses.length, (step, loss, rate) -> losses[step] = loss / batch);
    double before = Arrays.stream(losses, 0, 50).average().orElseThrow();
    double after = Arrays.stream(losses, losses.length - 50, losses.length).average().orElseThrow();
    assertThat(after).isLessThan(0.75 * before);
    assertThat(meanProduct(model, true)).isGreaterThan(meanProduct(model, false) + 1);
  }

  private static double meanProduct(Node2Vec model, boolean neighbours) {
    double sum = 0;
    int count = 0;
    for (int u = 0; u < N; u++) {
      for (int v = 0; v < N; v++) {
        if (u != v && GRAPH.hasEdge(u, v) == neighbours) {
          sum += product(model, u, v);
          count++;
        }
      }
    }
    return sum / count;
  }

  @Test
  void badSamplersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NegativeSampler.byDegree(NeighbourLists.of(2, new int[0][]), 1))
        .withMessage("negatives: no node has a neighbour");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NegativeSampler.uniform(0))
        .withMessage("negatives: 0 nodes to draw from");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NegativeSampler.uniform(2).fill(Tensor.ones(2, 3), RandomStream.of(1)))
        .withMessage("negatives: ids of nodes are int32, not float32");
  }
}
