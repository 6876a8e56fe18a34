package dev.loci.optim;

import dev.loci.autograd.Gradients;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plain gradient descent, {@code p = p - rate g}. */
public final class Sgd implements Optimizer {
  private final Map<String, Parameter> parameters;

  /**
   * @param parameters those that are frozen are left out
   */
  public Sgd(Map<String, Parameter> parameters) {
    this.parameters = new LinkedHashMap<>(parameters);
    this.parameters.values().removeIf(Parameter::isFrozen);
  }

  @Override
  public void step(Gradients gradients, double learningRate) {
    for (Parameter parameter : parameters.values()) {
      Tensor value = parameter.value();
      if (gradients.reach(value)) {
        value.addInPlace(gradients.of(value).mul(-learningRate));
      }
    }
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of();
  }
}
