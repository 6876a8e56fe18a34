package dev.loci.bench.study;

import dev.loci.autograd.trace.Profiler;
import dev.loci.bench.cases.TrainingCase;
import dev.loci.bench.cases.TrainingRun;
import dev.loci.bench.machine.Steady;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Where the time of a training step goes.
 *
 * @param training the case
 * @param mode how steps were made
 * @param steps how many were looked at
 * @param micros the mean time of a step
 * @param shares of the operations, largest first; what is left is the time between them
 */
public record Profile(
    String training, TrainingRun.Mode mode, int steps, double micros, List<Share> shares) {
  private static final String BETWEEN = "between operations";
  private static final long WARM_UP_NANOS = 4_000_000_000L;
  private static final long MEASURE_NANOS = 3_000_000_000L;
  private static final int FEWEST_STEPS = 3;

  /**
   * The part that an operation has.
   *
   * @param op its name
   * @param calls of it in a step, forward and backward
   * @param forwardMicros mean time in a step, forward
   * @param backwardMicros mean time in a step, differentiating it
   * @param share of the step, 0 to 1
   */
  public record Share(
      String op, double calls, double forwardMicros, double backwardMicros, double share) {}

  /** Looks at steps in the steady state for a few seconds, and prints a table. */
  public static Profile measure(
      TrainingCase training, TrainingRun.Mode mode, PrintWriter terminal) {
    Steady.await();
    TrainingRun run = new TrainingRun(training, mode);
    Profiler profiler = new Profiler();
    run.listen(profiler); // from the start, so that what is timed below is compiled
    run(run, WARM_UP_NANOS);
    profiler.reset();
    long begin = System.nanoTime();
    int steps = run(run, MEASURE_NANOS);
    long total = System.nanoTime() - begin;
    List<Share> shares = shares(profiler, total, steps);
    Profile profile = new Profile(training.name(), mode, steps, total / 1e3 / steps, shares);
    terminal.print(profile.toText());
    terminal.flush();
    return profile;
  }

  private static int run(TrainingRun run, long nanos) {
    int steps = 0;
    for (long begin = System.nanoTime();
        steps < FEWEST_STEPS || System.nanoTime() - begin < nanos;
        steps++) {
      run.step();
    }
    return steps;
  }

  private static List<Share> shares(Profiler profiler, long total, int steps) {
    List<Share> shares = new ArrayList<>();
    long between = total;
    for (var row : profiler.profile().rows()) {
      long nanos = row.forwardNanos() + row.backwardNanos();
      between -= nanos;
      shares.add(
          new Share(
              row.op(),
              (double) (row.forwardCalls() + row.backwardCalls()) / steps,
              row.forwardNanos() / 1e3 / steps,
              row.backwardNanos() / 1e3 / steps,
              (double) nanos / total));
    }
    shares.add(new Share(BETWEEN, 0, between / 1e3 / steps, 0, (double) between / total));
    shares.sort(Comparator.comparingDouble(Share::share).reversed());
    return shares;
  }

  /** The table. */
  String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s %s: %,.0f µs per step, mean of %d%n%-20s %7s %12s %12s %7s%n",
            training,
            mode.name().toLowerCase(Locale.ROOT),
            micros,
            steps,
            "operation",
            "calls",
            "forward µs",
            "backward µs",
            "share"));
    for (Share each : shares) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-20s %7.0f %12.1f %12.1f %5.1f %%%n",
              each.op,
              each.calls,
              each.forwardMicros,
              each.backwardMicros,
              100 * each.share));
    }
    return text.toString();
  }
}
