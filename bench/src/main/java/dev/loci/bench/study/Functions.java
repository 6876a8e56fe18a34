package dev.loci.bench.study;

import dev.loci.autograd.op.LayerNorm;
import dev.loci.bench.Duel;
import dev.loci.bench.machine.Steady;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Compute;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Softmax;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.UnaryOp;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Our functions against the same loops in C, in turns in one process: on one thread each, and ours
 * on all threads beside that.
 *
 * @param rows one for each function and size
 * @param facts what they were compared with; why there was nothing to compare with, if so
 */
public record Functions(List<Row> rows, Map<String, String> facts) {
  private static final String OURS = "ours";
  private static final String GCC = "gcc";
  private static final int ALIGNMENT = 64;
  private static final int[] SIZES = {1 << 11, 1 << 20};

  /**
   * The times of a function.
   *
   * @param function its name
   * @param elements how many values it computes
   * @param nanos our median time on one thread
   * @param gccNanos gcc's; NaN without gcc
   * @param ratio gcc's over ours: above 1 we are faster
   * @param allThreadsNanos our median time on all threads
   * @param difference the largest difference of the two results, over the larger of 1 and the value
   */
  public record Row(
      String function,
      int elements,
      double nanos,
      double gccNanos,
      double ratio,
      double allThreadsNanos,
      double difference) {

    String toText() {
      String theirs =
          Double.isNaN(gccNanos)
              ? ""
              : String.format(Locale.ROOT, "  gcc %10.0f ns  %5.2fx", gccNanos, ratio);
      return String.format(
          Locale.ROOT,
          "%-24s %8d  %10.0f ns%s  all threads %10.0f ns",
          function,
          elements,
          nanos,
          theirs,
          allThreadsNanos);
    }
  }

  /** A function of ours and its name in the C file; {@code rowLength} is 0 where rows mean none. */
  private record Case(
      String name,
      String symbol,
      int rowLength,
      boolean positive,
      Function<Tensor, Computation> f) {
    static Case unary(String symbol, UnaryOp op) {
      return new Case(
          op.name().toLowerCase(Locale.ROOT),
          symbol,
          0,
          op == UnaryOp.LOG,
          x -> Elementwise.unary(op, x));
    }

    static Case softmax(int length) {
      return new Case("softmax of " + length, "softmax", length, false, Softmax::softmax);
    }

    static Case layerNorm(int length) {
      return new Case(
          "layer norm of " + length,
          "layer_norm",
          length,
          false,
          x -> new LayerNorm(1e-5).prepare(List.of(x, gain(length), bias(length))));
    }
  }

  private static final List<Case> CASES =
      List.of(
          Case.unary("exponential", UnaryOp.EXP),
          Case.unary("logarithm", UnaryOp.LOG),
          Case.unary("hyperbolic_tangent", UnaryOp.TANH),
          Case.unary("gelu", UnaryOp.GELU),
          Case.unary("sigmoid", UnaryOp.SIGMOID),
          Case.softmax(128),
          Case.softmax(2048),
          Case.layerNorm(128),
          Case.layerNorm(2048));

  private static Tensor gain(int n) {
    return draw("gain", false, n);
  }

  private static Tensor bias(int n) {
    return draw("bias", false, n);
  }

  private static Tensor draw(String name, boolean positive, int... shape) {
    Tensor x = Tensor.randn(RandomStream.of(1).split(name), shape);
    return positive ? x.abs() : x;
  }

  /** Measures all functions, with a line for each. */
  public static Functions measure(Path folder, PrintWriter terminal) throws IOException {
    Steady.await();
    int threads = Compute.threads();
    List<Row> rows = new ArrayList<>();
    Map<String, String> facts = new LinkedHashMap<>();
    try (Arena arena = Arena.ofConfined()) {
      Optional<Gcc> gcc = Gcc.compile(folder, arena);
      gcc.ifPresentOrElse(
          found -> {
            facts.putAll(found.facts());
            facts.put("a call of an empty C function", emptyCall(found, arena));
          },
          () -> {
            String none = "there is no gcc on the PATH: nothing to compare our functions with";
            facts.put("compiler", none);
            terminal.println(none);
          });
      for (Case each : CASES) {
        for (int size : SIZES) {
          Row row = measure(each, size, threads, gcc, arena);
          rows.add(row);
          terminal.println(row.toText());
          terminal.flush();
        }
      }
    } finally {
      Compute.setThreads(threads);
    }
    return new Functions(rows, facts);
  }

  private static String emptyCall(Gcc gcc, Arena arena) {
    MemorySegment none = arena.allocate(ALIGNMENT);
    Duel duel = new Duel().add(GCC, gcc.call("nothing", none, none, 0, 0)).warmUpMillis(200);
    double nanos = median(duel.run(), GCC);
    return String.format(Locale.ROOT, "%.1f ns", nanos);
  }

  private static Row measure(Case each, int size, int threads, Optional<Gcc> gcc, Arena arena) {
    int n = each.rowLength == 0 ? size : each.rowLength;
    Tensor x = draw("x", each.positive, size / n, n);
    Computation ours = each.f.apply(x);
    Duel duel = new Duel().turnMillis(5).warmUpMillis(1000).add(OURS, ours.step()::run);
    MemorySegment y = arena.allocate(4L * size, ALIGNMENT);
    gcc.ifPresent(
        found -> duel.add(GCC, found.call(each.symbol, input(x, n, arena), y, n, size / n)));
    Compute.setThreads(1);
    Map<String, Duel.Times> times = duel.run();
    Compute.setThreads(threads);
    Duel alone = new Duel().turnMillis(5).warmUpMillis(300).add(OURS, ours.step()::run);
    double all = median(alone.run(), OURS);
    double nanos = median(times, OURS);
    double theirs = gcc.isEmpty() ? Double.NaN : median(times, GCC);
    double difference = gcc.isEmpty() ? Double.NaN : difference(ours.output(), y);
    return new Row(each.name, size, nanos, theirs, theirs / nanos, all, difference);
  }

  private static double median(Map<String, Duel.Times> times, String name) {
    return Objects.requireNonNull(times.get(name)).median();
  }

  /** Copies x, behind a gain and a bias of its rows, to where C can read it. */
  private static MemorySegment input(Tensor x, int n, Arena arena) {
    long size = x.size();
    MemorySegment all = arena.allocate(4 * (size + 2L * n), ALIGNMENT);
    copy(gain(n), all, 0);
    copy(bias(n), all, n);
    copy(x, all, 2L * n);
    return all.asSlice(8L * n);
  }

  private static void copy(Tensor x, MemorySegment to, long at) {
    MemorySegment.copy(x.toFloatArray(), 0, to, ValueLayout.JAVA_FLOAT, 4 * at, x.size());
  }

  private static double difference(Tensor ours, MemorySegment theirs) {
    float[] y = ours.toFloatArray();
    double largest = 0;
    for (int i = 0; i < y.length; i++) {
      double other = theirs.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      largest = Math.max(largest, Math.abs(y[i] - other) / Math.max(1, Math.abs(other)));
    }
    return largest;
  }

  /** The geometric mean of the ratios; NaN without gcc. */
  public double ratio() {
    return Duel.geometricMean(rows.stream().mapToDouble(Row::ratio).toArray());
  }
}
