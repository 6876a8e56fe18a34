package dev.loci.bench.study;

import dev.loci.bench.Duel;
import dev.loci.bench.cases.TrainingCase;
import dev.loci.bench.cases.TrainingCase.Axis;
import dev.loci.bench.cases.TrainingRun;
import dev.loci.bench.machine.Peak;
import dev.loci.bench.machine.Steady;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the cost of a training step grows with one extent at a time, the others as in a base case.
 *
 * @param base what does not grow
 * @param points for each axis in ascending order
 * @param skipped sentences on what would not have fitted into memory
 */
public record Growth(TrainingCase base, List<Point> points, List<String> skipped) {
  private static final TrainingCase BASE = new TrainingCase("base", 520, 8, 2, 128, 4, 64);

  private static final Map<Axis, int[]> VALUES =
      new EnumMap<>(
          Map.of(
              Axis.WIDTH, new int[] {32, 64, 128, 192, 256, 384, 512, 768},
              Axis.LAYERS, new int[] {1, 2, 3, 4, 6, 8, 12},
              Axis.VOCABULARY, new int[] {32, 128, 520, 2000, 8000, 30_000, 90_000},
              Axis.BATCH, new int[] {8, 16, 32, 64, 128, 256, 512, 1024},
              Axis.SEQUENCE, new int[] {4, 8, 16, 32, 64, 128, 256, 512},
              Axis.MAMBA_SEQUENCE, new int[] {64, 128, 256, 512, 1024, 2048, 4096}));

  private static final int FEWEST_STEPS = 3;
  private static final long WARM_UP_NANOS = 400_000_000;
  private static final long MEASURE_NANOS = 700_000_000;
  private static final long FIRST_WARM_UP_NANOS = 4_000_000_000L;

  /**
   * The cost at one extent.
   *
   * @param axis what is varied
   * @param value to what
   * @param millis the median time of a step
   * @param microsPerToken that, for a token
   * @param flops operations of the products of a step
   * @param shareOfPeak what the step reaches of the peak of all cores, 0 to 1
   */
  public record Point(
      Axis axis, int value, double millis, double microsPerToken, long flops, double shareOfPeak) {

    String toText() {
      return String.format(
          Locale.ROOT,
          "%-14s %6d  %9.2f ms per step  %9.2f µs per token  %5.1f %% of peak",
          axis.name().toLowerCase(Locale.ROOT),
          value,
          millis,
          microsPerToken,
          100 * shareOfPeak);
    }
  }

  private record Task(Axis axis, int value, TrainingCase training) {}

  /**
   * Measures all points twice, far apart in time, and takes the quicker one; with a line for each.
   */
  public static Growth measure(Peak peak, TrainingRun.Mode mode, PrintWriter terminal) {
    List<String> skipped = new ArrayList<>();
    List<Task> tasks = tasks(skipped);
    skipped.forEach(terminal::println);
    terminal.println("first of two passes ...");
    terminal.flush();
    Steady.await();
    median(BASE, mode, FIRST_WARM_UP_NANOS);
    double[] first =
        tasks.stream().mapToDouble(each -> median(each.training, mode, WARM_UP_NANOS)).toArray();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      Task task = tasks.get(i);
      double nanos = Math.min(first[i], median(task.training, mode, WARM_UP_NANOS));
      Point point =
          new Point(
              task.axis,
              task.value,
              nanos / 1e6,
              nanos / 1e3 / task.training.tokensPerStep(),
              task.training.flops(),
              task.training.flops() / (nanos / 1e9) / peak.flopsAllCores());
      points.add(point);
      terminal.println(point.toText());
      terminal.flush();
    }
    return new Growth(BASE, points, skipped);
  }

  private static List<Task> tasks(List<String> skipped) {
    long memory = Runtime.getRuntime().maxMemory();
    List<Task> tasks = new ArrayList<>();
    VALUES.forEach((axis, values) -> {
      for (int value : values) {
        TrainingCase each = BASE.with(axis, value);
        if (bytes(each) <= memory) {
          tasks.add(new Task(axis, value, each));
        } else {
          skipped.add(
              String.format(
                  Locale.ROOT,
                  "%s is skipped: it needs about %.1f GB and Java has %.1f (LOCI_JAVA_OPTS=-Xmx)",
                  each.name(),
                  bytes(each) / 1e9,
                  memory / 1e9));
        }
      }
    });
    return tasks;
  }

  /** The median time of the steps after those that warm up, in nanoseconds. */
  private static double median(TrainingCase each, TrainingRun.Mode mode, long warmUp) {
    TrainingRun run = new TrainingRun(each, mode);
    run.step();
    for (long start = System.nanoTime(); System.nanoTime() - start < warmUp; ) {
      run.step();
    }
    List<Double> times = new ArrayList<>();
    long begin = System.nanoTime();
    for (long last = begin; times.size() < FEWEST_STEPS || last - begin < MEASURE_NANOS; ) {
      run.step();
      long now = System.nanoTime();
      times.add((double) (now - last));
      last = now;
    }
    return Duel.median(times.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * About how much memory a step takes: parameters with gradient and moments, logits with their
   * probabilities and gradient, and what the layers keep and pass back.
   */
  static long bytes(TrainingCase each) {
    long tokens = each.tokensPerStep();
    long logits = 4 * tokens * each.vocabulary();
    long layer = 60 * tokens * each.width() + 4 * tokens * each.context() * each.heads();
    return 4 * (4 * each.parameters() + logits + layer * each.layers());
  }
}
