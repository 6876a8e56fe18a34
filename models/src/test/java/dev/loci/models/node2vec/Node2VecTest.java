package dev.loci.models.node2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.check.GradCheck;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.MalformedFileException;
import dev.loci.tensor.io.SafeTensors;
import dev.loci.tensor.random.RandomStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Node2VecTest {
  private static final double PRECISE = 1e-12;

  /** With a self edge, a node of degree 1 and one without neighbours. */
  private static final NeighbourLists GRAPH =
      NeighbourLists.of(6, new int[][] {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {0, 0}, {1, 0}});

  @TempDir private Path folder;

  private static Node2Vec model(boolean tied) {
    Node2Vec model = new Node2Vec(new Node2VecConfig(6, 4, tied));
    Node2VecInitializer.normal(RandomStream.of(3), 0.7).initialize(model);
    return model;
  }

  private static Node2Vec float64(boolean tied) {
    Node2Vec model = model(tied);
    model.convert(DType.FLOAT64);
    return model;
  }

  @Test
  void startsFromThePublishedBits() {
    Node2Vec model = new Node2Vec(Node2VecConfig.of(17));
    Node2VecInitializer.framework(7).initialize(model);
    float[] values = model.embedding().value().toFloatArray();
    assertThat(values).hasSize(1700).startsWith(-0.8201345f, 0.39563116f, 0.8989085f, -1.3884039f);
    float[] end = {-1.1543086f, -0.57446593f, -0.21944278f, -0.3780811f};
    for (int i = 0; i < 4; i++) {
      assertThat(values[1696 + i]).isCloseTo(end[i], within(2e-7f));
    }
  }

  @Test
  void parameters() {
    Node2Vec tied = model(true);
    assertThat(tied.state()).containsOnlyKeys("embedding.weight");
    assertThat(tied.targets()).isSameAs(tied.embedding());
    assertThat(model(false).state()).containsOnlyKeys("embedding.weight", "targets.weight");
    assertThat(new Node2Vec(Node2VecConfig.untied(17)).parameterCount()).isEqualTo(2 * 1700);
  }

  /** Against the definition, element by element in double. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lossIsItsDefinition(boolean tied) {
    Node2Vec model = float64(tied);
    double[][] logits = logits(model);
    double expected = 0;
    for (int u = 0; u < 6; u++) {
      double normalizer = 0;
      for (double x : logits[u]) {
        normalizer += StrictMath.exp(x);
      }
      for (int i = 0; i < GRAPH.degree(u); i++) {
        double share = StrictMath.exp(logits[u][GRAPH.neighbour(u, i)]) / normalizer;
        expected -= StrictMath.log(share) / GRAPH.degree(u);
      }
    }
    assertThat(model.loss(Tape.inference(), GRAPH).tensor().item())
        .isCloseTo(expected, within(PRECISE * expected));
  }

  private static double[][] logits(Node2Vec model) {
    double[][] logits = new double[6][6];
    for (int u = 0; u < 6; u++) {
      for (int v = 0; v < 6; v++) {
        for (int d = 0; d < 4; d++) {
          logits[u][v] += model.embedding().value().get(u, d) * model.targets().value().get(v, d);
        }
      }
    }
    return logits;
  }

  /** The losses of batches that share out the nodes add up to that of all. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void batchesAddUp(boolean tied) {
    Node2Vec model = float64(tied);
    Tape tape = new Tape();
    Variable all = model.loss(tape, GRAPH);
    Variable parts =
        model
            .loss(tape, GRAPH, Tensor.of(new int[] {3, 0, 5}))
            .add(model.loss(tape, GRAPH, Tensor.of(new int[] {1, 2, 4})));
    assertThat(parts.tensor().item()).isCloseTo(all.tensor().item(), within(1e-10));
    double[] whole = gradient(model, tape, all);
    double[] summed = gradient(model, tape, parts);
    for (int i = 0; i < whole.length; i++) {
      assertThat(summed[i]).isCloseTo(whole[i], within(PRECISE));
    }
  }

  private static double[] gradient(Node2Vec model, Tape tape, Variable loss) {
    return tape.gradients(loss).of(model.embedding().value()).toDoubleArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientsOfAllLosses(boolean tied) {
    Node2Vec model = float64(tied);
    Tensor batch = Tensor.of(new int[] {2, 0, 2, 4});
    check(model, tape -> model.loss(tape, GRAPH));
    check(model, tape -> model.loss(tape, GRAPH, batch));
    Tensor sources = Tensor.of(new int[] {0, 1, 1});
    Tensor positives = Tensor.of(new int[] {1, 2, 1});
    Tensor negatives = Tensor.of(new int[] {3, 0, 5, 5, 1, 2}, 3, 2);
    check(model, tape -> model.negativeSamplingLoss(tape, sources, positives, negatives));
  }

  /** To second order, by every parameter of the model. */
  private static void check(Node2Vec model, Function<Tape, Variable> loss) {
    Tensor[] parameters = model.state().values().toArray(Tensor[]::new);
    GradCheck.ofOrder(2).check(in -> loss.apply(in.get(0).tape()), parameters);
  }

  /** The step of gradient descent is {@code V += rate ((A - P) + (A - P)^T) V}. */
  @Test
  void gradientHasItsClosedForm() {
    Node2Vec model = float64(true);
    Tape tape = new Tape();
    double[] gradient = gradient(model, tape, model.loss(tape, GRAPH));
    double[][] missing = shares(model); // A - P
    for (int u = 0; u < 6; u++) {
      for (int d = 0; d < 4; d++) {
        double step = 0;
        for (int v = 0; v < 6; v++) {
          step += (missing[u][v] + missing[v][u]) * model.embedding().value().get(v, d);
        }
        assertThat(gradient[4 * u + d]).isCloseTo(-step, within(1e-11));
      }
    }
  }

  private static double[][] shares(Node2Vec model) {
    double[][] missing = logits(model);
    for (int u = 0; u < 6; u++) {
      double normalizer = 0;
      for (double x : missing[u]) {
        normalizer += StrictMath.exp(x);
      }
      for (int v = 0; v < 6; v++) {
        double target = GRAPH.hasEdge(u, v) ? 1.0 / GRAPH.degree(u) : 0;
        double predicted = GRAPH.degree(u) == 0 ? 0 : StrictMath.exp(missing[u][v]) / normalizer;
        missing[u][v] = target - predicted;
      }
    }
    return missing;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filesGiveTheModelBack(boolean tied) throws Exception {
    Node2Vec model = model(tied);
    Path file = folder.resolve("model.safetensors");
    model.save(file);
    Node2Vec read = Node2Vec.read(file);
    assertThat(read.config()).isEqualTo(model.config());
    assertThat(values(read)).isDeepEqualTo(values(model));
  }

  private static float[][] values(Node2Vec model) {
    return model.state().values().stream().map(Tensor::toFloatArray).toArray(float[][]::new);
  }

  @Test
  void filesOfOtherModelsAreRefused() throws Exception {
    assertRefused(
        new Gpt(GptConfig.of(3, 2, 0, 4, 1)).state(),
        "it holds [embedding.weight, final_norm.bias, final_norm.weight, positions.weight],"
            + " expected embedding.weight as a matrix and at most targets.weight besides");
    assertRefused(
        Map.of("weight", Tensor.ones(2, 3)),
        "it holds [weight], expected embedding.weight as a matrix and at most targets.weight"
            + " besides");
    assertRefused(
        Map.of("embedding.weight", Tensor.ones(2, 3), "targets.weight", Tensor.ones(2, 4)),
        "restore: targets.weight is float32 [2, 4], expected float32 [2, 3]");
    assertRefused(
        Map.of("embedding.weight", Tensor.zeros(DType.FLOAT64, Shape.of(2, 3))),
        "restore: embedding.weight is float64 [2, 3], expected float32 [2, 3]");
    assertRefused(
        Map.of("embedding.weight", Tensor.zeros(0, 3)),
        "node2vec: nodes 0 and width 3 must be positive");
  }

  private void assertRefused(Map<String, Tensor> state, String fault) throws Exception {
    Path file = folder.resolve("other.safetensors");
    new SafeTensors(state, Map.of()).write(file);
    assertThatThrownBy(() -> Node2Vec.read(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(file + ": is not a node2vec model: " + fault);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Node2Vec model = model(true);
    Tape tape = Tape.inference();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.loss(tape, NeighbourLists.of(7, new int[0][])))
        .withMessage("node2vec: a graph of 7 nodes for a model of 6");
    assertThatThrownBy(() -> model.loss(tape, GRAPH, Tensor.of(new int[] {0, 6})))
        .hasMessage("gather: id 6 is out of range for an extent of 6 in shape [6, 4]");
    Tensor two = Tensor.of(new int[] {0, 1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.negativeSamplingLoss(tape, two, two, two))
        .withMessage(
            "node2vec: sources [2], positives [2] and negatives [2] are not (P), (P) and (P, K)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.negativeSamplingLoss(tape, two, two, Tensor.ones(2, 3)))
        .withMessage("node2vec: ids of nodes are int32, not float32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Node2VecConfig.of(0))
        .withMessage("node2vec: nodes 0 and width 100 must be positive");
  }
}
