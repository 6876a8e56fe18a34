package dev.loci.optim;

import dev.loci.autograd.Gradients;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Parallel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019). Unless it is told otherwise,
 * decay acts on every parameter that the loss depends on, biases and gains included; frozen ones
 * are left alone, and so are those that took no part.
 */
public final class AdamW implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final int GRAIN = 1 << 14;

  private record Slot(Tensor value, Tensor mean, Tensor square, double weightDecay) {}

  /** Decides how strongly each parameter decays. */
  @FunctionalInterface
  public interface WeightDecay {
    /** The weight decay of the parameter of a name, 0 for none. */
    double of(String name, Tensor value);
  }

  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Tensor steps = Tensor.zeros(DType.INT32, Shape.SCALAR);
  private final double beta2;

  /**
   * Forgets squares of gradients slowly, at 0.999, and lets all parameters decay alike.
   *
   * @param parameters those that are frozen are left out
   */
  public AdamW(Map<String, Parameter> parameters, double weightDecay) {
    this(parameters, BETA2, (name, value) -> weightDecay);
  }

  /**
   * @param parameters those that are frozen are left out
   * @param beta2 how much of the mean of squared gradients is kept at each update
   */
  public AdamW(Map<String, Parameter> parameters, double beta2, WeightDecay weightDecay) {
    this.beta2 = beta2;
    parameters.forEach((name, parameter) -> {
      Tensor value = parameter.value();
      if (!parameter.isFrozen()) {
        slots.put(
            name,
            new Slot(
                value,
                Tensor.zeros(value.dtype(), value.shape()),
                Tensor.zeros(value.dtype(), value.shape()),
                weightDecay.of(name, value)));
      }
    });
  }

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public Update prepare(Gradients gradients) {
    return new PreparedUpdate(
        slots.values().stream()
            .filter(slot -> gradients.reach(slot.value))
            .map(slot -> new Part(slot, Elementwise.pack(gradients.of(slot.value))))
            .toArray(Part[]::new));
  }

  /** A parameter and its gradient, in row-major order. */
  private record Part(Slot slot, Computation gradient) {
    <A> void update(int from, int n, double beta2, double learningRate, double rate, double scale) {
      Tensor value = slot.value;
      double decay = 1 - learningRate * slot.weightDecay;
      Tensor g = gradient.output();
      value
          .dtype()
          .<A>kernels()
          .adamw(
              n,
              value.array(),
              value.offset() + from,
              g.array(),
              g.offset() + from,
              slot.mean.array(),
              from,
              slot.square.array(),
              from,
              decay,
              BETA1,
              beta2,
              rate,
              scale,
              EPSILON);
    }
  }

  /** Updates all parameters as if they were one: their elements are numbered through. */
  private final class PreparedUpdate implements Update {
    private final Part[] parts;
    private final int[] begins; // the number of each part's first element, and the end of all
    private final Parallel.RangeTask task = this::update;
    private double learningRate;
    private double rate;
    private double scale;

    PreparedUpdate(Part[] parts) {
      this.parts = parts;
      begins = new int[parts.length + 1];
      for (int i = 0; i < parts.length; i++) {
        begins[i + 1] = Math.addExact(begins[i], parts[i].slot.value.size());
      }
    }

    @Override
    public void run(double learningRate) {
      this.learningRate = learningRate;
      int t = (int) steps.item() + 1;
      steps.set(t);
      rate = learningRate / (1 - StrictMath.pow(BETA1, t));
      scale = 1 / Math.sqrt(1 - StrictMath.pow(beta2, t));
      for (Part part : parts) {
        part.gradient.step().run();
      }
      Parallel.ranges(begins[parts.length], GRAIN, task);
      for (Part part : parts) {
        part.slot.value.changed();
      }
    }

    private void update(int from, int to) {
      for (int i = 0; i < parts.length && begins[i] < to; i++) {
        int first = Math.max(from, begins[i]);
        int end = Math.min(to, begins[i + 1]);
        if (first < end) {
          parts[i].update(first - begins[i], end - first, beta2, learningRate, rate, scale);
        }
      }
    }
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
