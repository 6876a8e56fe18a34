package dev.loci.optim;

/** The learning rate over time. */
@FunctionalInterface
public interface Schedule {
  /** The learning rate of update {@code step}, counted from 0. */
  double at(long step);

  /** The same rate always. */
  static Schedule constant(double rate) {
    return step -> rate;
  }

  /** From 0 at step 0 in a line to what the other schedule says at {@code steps}. */
  static Schedule warmup(long steps, Schedule then) {
    return step -> step < steps ? then.at(steps) * step / steps : then.at(step);
  }

  /**
   * Half a cosine wave (Loshchilov and Hutter, "SGDR", 2017) from {@code rate} at step {@code from}
   * to {@code floor} at step {@code to}; {@code rate} before, {@code floor} after.
   */
  static Schedule cosine(double rate, double floor, long from, long to) {
    return step -> {
      if (step >= to) {
        return floor;
      }
      double progress = Math.max(0, (double) (step - from) / (to - from));
      return floor + (rate - floor) * (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
    };
  }
}
