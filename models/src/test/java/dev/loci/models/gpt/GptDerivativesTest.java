package dev.loci.models.gpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Derivatives;
import dev.loci.autograd.Tape;
import dev.loci.autograd.TensorFunction;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives of whole models, as they stand, against finite differences in float64. */
class GptDerivativesTest {
  private static final double STEP = 1e-5;
  private static final double RELATIVE = 1e-6;

  /** What differences of losses of about 3 can't resolve with the step. */
  private static final double FLOOR = 1e-9;

  private static final int VOCABULARY = 11;
  private static final int CONTEXT = 5;

  private final RandomStream random = RandomStream.of(20);
  private final Tensor tokens = Gpts.tokens(random, VOCABULARY, 2, CONTEXT);
  private final Tensor labels = Gpts.tokens(random, VOCABULARY, 2, CONTEXT);

  private Gpt model(Set<Switch> on) {
    Gpt model = Gpts.random(Gpts.config(VOCABULARY, CONTEXT, 2, 6, 2, on), random);
    model.convert(DType.FLOAT64);
    labels.set(-1, 0, 1); // a position without label
    return model;
  }

  private TensorFunction loss(Gpt model) {
    return in -> model.forward(in.get(0).tape(), tokens).crossEntropy(labels);
  }

  static Stream<Set<Switch>> switches() {
    Set<Switch> all = EnumSet.copyOf(Gpts.FORWARD);
    all.remove(Switch.LINEAR_BLOCKS);
    Stream<Set<Switch>> without =
        all.stream()
            .map(left -> {
              Set<Switch> others = EnumSet.copyOf(all);
              others.remove(left);
              return others;
            });
    return Stream.concat(Stream.of(all, EnumSet.copyOf(Gpts.FORWARD)), without);
  }

  @ParameterizedTest
  @MethodSource("switches")
  void gradientsOfEveryTensor(Set<Switch> on) {
    Gpt model = model(on);
    Map<String, Tensor> state = model.state();
    List<Tensor> gradients = Derivatives.gradients(loss(model), List.copyOf(state.values()));
    int i = 0;
    for (Map.Entry<String, Tensor> parameter : state.entrySet()) {
      Tensor gradient = gradients.get(i++);
      assertThat(gradient.dtype()).isEqualTo(DType.FLOAT64);
      assertClose(parameter.getKey(), gradient, numeric(model, parameter.getValue()));
      if (parameter.getKey().endsWith("key.bias")) { // softmax ignores what all keys have in common
        assertThat(norm(gradient)).as(parameter.getKey()).isLessThan(1e-15);
      } else {
        assertThat(norm(gradient)).as(parameter.getKey()).isGreaterThan(1e-4);
      }
    }
  }

  private Tensor numeric(Gpt model, Tensor parameter) {
    Tensor flat = parameter.reshape(-1); // a view
    Tensor slopes = Tensor.zeros(DType.FLOAT64, flat.shape());
    for (int i = 0; i < flat.size(); i++) {
      double value = flat.get(i);
      flat.set(value + STEP, i);
      double above = loss(model, Tape.inference());
      flat.set(value - STEP, i);
      double below = loss(model, Tape.inference());
      flat.set(value, i);
      slopes.set((above - below) / (2 * STEP), i);
    }
    return slopes.reshape(parameter.shape());
  }

  private double loss(Gpt model, Tape tape) {
    return model.forward(tape, tokens).crossEntropy(labels).tensor().item();
  }

  private static double norm(Tensor x) {
    return Math.sqrt(x.square().sum().item());
  }

  private static void assertClose(String name, Tensor analytic, Tensor numeric) {
    double larger = Math.max(norm(analytic), norm(numeric));
    assertThat(norm(analytic.sub(numeric)))
        .as("%s: norm of the difference, of norms %s", name, larger)
        .isLessThanOrEqualTo(Math.max(FLOOR, RELATIVE * larger));
  }

  /** The Hessian times a vector, against differences of the gradient along the vector. */
  @Test
  void hessianVectorProduct() {
    Set<Switch> on = EnumSet.copyOf(Gpts.FORWARD);
    on.remove(Switch.LINEAR_BLOCKS);
    Gpt model = model(on);
    List<Tensor> parameters = List.copyOf(model.state().values());
    List<Tensor> vectors = new ArrayList<>();
    for (Tensor x : parameters) {
      // Their norm is about 1, so that the step is as small as it looks.
      double scale = 1 / Math.sqrt(model.parameterCount());
      vectors.add(Tensor.randn(random, x.shape().toArray()).to(DType.FLOAT64).mul(scale));
    }
    List<Tensor> product = Derivatives.hvp(loss(model), parameters, vectors);
    List<Tensor> above = gradientsAt(model, parameters, vectors, STEP);
    List<Tensor> below = gradientsAt(model, parameters, vectors, -STEP);
    List<String> names = List.copyOf(model.state().keySet());
    for (int i = 0; i < product.size(); i++) {
      Tensor numeric = above.get(i).sub(below.get(i)).div(2 * STEP);
      assertClose(names.get(i), product.get(i), numeric);
      if (!names.get(i).endsWith("key.bias")) {
        assertThat(norm(product.get(i))).as(names.get(i)).isGreaterThan(1e-3);
      }
    }
  }

  private List<Tensor> gradientsAt(
      Gpt model, List<Tensor> parameters, List<Tensor> directions, double distance) {
    List<Tensor> before = parameters.stream().map(Tensor::copy).toList();
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).addInPlace(directions.get(i).mul(distance));
    }
    List<Tensor> gradients = Derivatives.gradients(loss(model), parameters);
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).copyFrom(before.get(i));
    }
    return gradients;
  }
}
