package dev.loci.tasks.experiment;

import dev.loci.optim.Schedule;
import java.util.List;

/** How experiments let the learning rate go down, by the value of their setting {@code decay}. */
public final class Decay {
  public static final String COSINE = "cosine";
  public static final String CONSTANT = "constant";

  /** The names there are. */
  public static final List<String> NAMES = List.of(COSINE, CONSTANT);

  private Decay() {}

  /**
   * The learning rate over so many updates: from 0 to the highest during the warm-up, then along a
   * cosine to a tenth of it, or constant.
   */
  public static Schedule schedule(String decay, double highest, long warmup, long steps) {
    return decay.equals(CONSTANT)
        ? warmedUp(warmup, Schedule.constant(highest))
        : cosine(highest, highest / 10, warmup, steps);
  }

  /** From 0 to the highest rate during the warm-up, then along a cosine to the floor. */
  public static Schedule cosine(double highest, double floor, long warmup, long steps) {
    return warmedUp(warmup, Schedule.cosine(highest, floor, warmup, steps));
  }

  private static Schedule warmedUp(long warmup, Schedule after) {
    return warmup == 0 ? after : Schedule.warmup(warmup, after);
  }
}
