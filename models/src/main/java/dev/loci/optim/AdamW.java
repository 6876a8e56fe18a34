package dev.loci.optim;

import dev.loci.autograd.Gradients;
import dev.loci.nn.Parameter;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Parallel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019). Decay acts on every parameter
 * that the loss depends on, biases and gains included; frozen ones are left alone, and so are those
 * that took no part.
 */
public final class AdamW implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final int GRAIN = 1 << 14;

  private record Slot(Tensor value, Tensor mean, Tensor square) {}

  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Tensor steps = Tensor.zeros(DType.INT32, Shape.SCALAR);
  private final double weightDecay;

  /**
   * @param parameters those that are frozen are left out
   */
  public AdamW(Map<String, Parameter> parameters, double weightDecay) {
    this.weightDecay = weightDecay;
    parameters.forEach((name, parameter) -> {
      Tensor value = parameter.value();
      if (!parameter.isFrozen()) {
        slots.put(
            name,
            new Slot(
                value,
                Tensor.zeros(value.dtype(), value.shape()),
                Tensor.zeros(value.dtype(), value.shape())));
      }
    });
  }

  @Override
  public void step(Gradients gradients, double learningRate) {
    int t = (int) steps.item() + 1;
    steps.fill(t);
    double decay = 1 - learningRate * weightDecay;
    double rate = learningRate / (1 - StrictMath.pow(BETA1, t));
    double scale = 1 / Math.sqrt(1 - StrictMath.pow(BETA2, t));
    for (Slot slot : slots.values()) {
      if (gradients.reach(slot.value)) {
        update(slot, gradients.of(slot.value).contiguous(), decay, rate, scale);
      }
    }
  }

  private static <A> void update(
      Slot slot, Tensor gradient, double decay, double rate, double scale) {
    A p = slot.value.array();
    A g = gradient.array();
    A m = slot.mean.array();
    A v = slot.square.array();
    Parallel.ranges(
        slot.value.size(),
        GRAIN,
        (from, to) ->
            slot.value
                .dtype()
                .<A>kernels()
                .adamw(
                    to - from,
                    p,
                    slot.value.offset() + from,
                    g,
                    gradient.offset() + from,
                    m,
                    from,
                    v,
                    from,
                    decay,
                    BETA1,
                    BETA2,
                    rate,
                    scale,
                    EPSILON));
    slot.value.changed();
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("steps", steps);
    slots.forEach((name, slot) -> {
      state.put("mean." + name, slot.mean);
      state.put("square." + name, slot.square);
    });
    return state;
  }
}
