package dev.loci.optim;

import dev.loci.autograd.Gradients;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plain gradient descent, {@code p = p - rate g}. */
public final class Sgd implements Optimizer {
  /** Fewer elements than this are not worth handing to another thread. */
  private static final int GRAIN = 1 << 14;

  /** Elements that stay in the cache between the two passes over them. */
  private static final int BLOCK = 1 << 11;

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
    List<Part<?>> parts = new ArrayList<>();
    for (Parameter parameter : parameters.values()) {
      Tensor value = parameter.value();
      if (gradients.reach(value)) {
        parts.add(new Part<>(value, Elementwise.pack(gradients.of(value))));
      }
    }
    return rate -> parts.forEach(part -> part.update(rate));
  }

  /** A parameter and its gradient, in row-major order. */
  private record Part<A>(Tensor value, Computation gradient) {
    void update(double rate) {
      gradient.step().run();
      Elements<A> elements = value.dtype().elements();
      A factor = elements.allocate(1);
      elements.set(factor, 0, -rate);
      Parallel.ranges(value.size(), GRAIN, (from, to) -> update(from, to, factor));
      value.changed();
    }

    /** Adds the scaled gradient block by block, so that it stays in the cache. */
    private void update(int from, int to, A factor) {
      Kernels<A> kernels = value.dtype().kernels();
      A scaled = value.dtype().<A>elements().allocate(Math.min(BLOCK, to - from));
      A values = value.array();
      A gradients = gradient.output().array();
      for (int i = from; i < to; i += BLOCK) {
        int n = Math.min(BLOCK, to - i);
        int g = gradient.output().offset() + i;
        int v = value.offset() + i;
        kernels.binary(BinaryOp.MUL, n, gradients, g, 1, factor, 0, 0, scaled, 0);
        kernels.binary(BinaryOp.ADD, n, values, v, 1, scaled, 0, 1, values, v);
      }
    }
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of();
  }
}
