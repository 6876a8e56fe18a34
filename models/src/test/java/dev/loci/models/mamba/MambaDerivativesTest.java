package dev.loci.models.mamba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Derivatives;
import dev.loci.autograd.Tape;
import dev.loci.autograd.TensorFunction;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivatives of whole models against finite differences in float64. */
class MambaDerivativesTest {
  private static final double STEP = 1e-5;
  private static final double RELATIVE = 1e-6;

  private final RandomStream random = RandomStream.of(20);
  private final Tensor tokens = Mambas.tokens(random, 7, 2, 10); // more steps than a checkpoint
  private final Tensor labels = Mambas.tokens(random, 7, 2, 10);

  @ParameterizedTest
  @CsvSource({"true, true, true", "false, false, true", "true, false, false"})
  void gradientsOfEveryTensor(boolean residual, boolean finalNorm, boolean tied) {
    Mamba model = Mambas.random(Mambas.small(residual, finalNorm, tied), random);
    model.convert(DType.FLOAT64);
    Map<String, Tensor> state = model.state();
    TensorFunction loss = in -> model.forward(in.get(0).tape(), tokens).crossEntropy(labels);
    List<Tensor> gradients = Derivatives.gradients(loss, List.copyOf(state.values()));
    int i = 0;
    for (Map.Entry<String, Tensor> parameter : state.entrySet()) {
      Tensor gradient = gradients.get(i++);
      Tensor numeric = numeric(model, parameter.getValue());
      assertThat(norm(gradient)).as(parameter.getKey()).isGreaterThan(1e-4);
      assertThat(norm(gradient.sub(numeric)))
          .as(parameter.getKey())
          .isLessThanOrEqualTo(Math.max(1e-9, RELATIVE * norm(numeric)));
    }
  }

  private Tensor numeric(Mamba model, Tensor parameter) {
    Tensor flat = parameter.reshape(-1); // a view
    Tensor slopes = Tensor.zeros(DType.FLOAT64, flat.shape());
    for (int i = 0; i < flat.size(); i++) {
      double value = flat.get(i);
      flat.set(value + STEP, i);
      double above = loss(model);
      flat.set(value - STEP, i);
      double below = loss(model);
      flat.set(value, i);
      slopes.set((above - below) / (2 * STEP), i);
    }
    return slopes.reshape(parameter.shape());
  }

  private double loss(Mamba model) {
    return model.forward(Tape.inference(), tokens).crossEntropy(labels).tensor().item();
  }

  private static double norm(Tensor x) {
    return Math.sqrt(x.square().sum().item());
  }
}
