package dev.loci.optim;

import dev.loci.autograd.Gradients;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
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
  public String name() {
    return "sgd";
  }

  @Override
  public Update prepare(Gradients gradients) {
    List<Tensor> values =
        parameters.values().stream().map(Parameter::value).filter(gradients::reach).toList();
    return rate -> values.forEach(x -> x.addInPlace(gradients.of(x).mul(-rate)));
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of();
  }
}
