package dev.loci.autograd.trace;

import dev.loci.autograd.Call;
import dev.loci.autograd.TapeListener;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Times every computation and counts the bytes that it makes.
 *
 * <pre>{@code
 * Profiler profiler = new Profiler();
 * tape.listen(profiler);
 * // ... compute and differentiate, once or many times
 * System.out.print(profiler.profile().toText());
 * }</pre>
 *
 * <p>From a replay's prepared computations it learns the times alone.
 */
public final class Profiler implements TapeListener {
  private static final class Sum {
    private long forwardCalls;
    private long backwardCalls;
    private long forwardNanos;
    private long backwardNanos;
    private long forwardBytes;
    private long backwardBytes;
  }

  private final Map<String, Sum> sums = new HashMap<>();
  private long begun;

  @Override
  public void before(String op, boolean backward) {
    begun = System.nanoTime();
  }

  @Override
  public void after(String op, boolean backward) {
    long nanos = System.nanoTime() - begun;
    Sum sum = sum(op);
    if (backward) {
      sum.backwardCalls++;
      sum.backwardNanos += nanos;
    } else {
      sum.forwardCalls++;
      sum.forwardNanos += nanos;
    }
  }

  @Override
  public void recorded(Call call) {
    Tensor y = call.output().tensor();
    boolean view = call.inputs().stream().anyMatch(x -> x.tensor().array().equals(y.array()));
    if (!view) {
      sum(call.op().name()).forwardBytes += bytes(y);
    }
  }

  @Override
  public void received(Call call, int input, Tensor gradient, Tensor total) {
    sum(call.op().name()).backwardBytes += bytes(gradient);
  }

  private Sum sum(String op) {
    return sums.computeIfAbsent(op, _ -> new Sum());
  }

  private static long bytes(Tensor x) {
    return (long) x.size() * x.dtype().bytes();
  }

  /** Forgets what was measured so far, such as steps whose code was not compiled yet. */
  public void reset() {
    sums.clear();
  }

  /** What was measured so far. */
  public Profile profile() {
    List<Profile.Row> rows = new ArrayList<>();
    sums.forEach((op, sum) ->
        rows.add(
            new Profile.Row(
                op,
                sum.forwardCalls,
                sum.backwardCalls,
                sum.forwardNanos,
                sum.backwardNanos,
                sum.forwardBytes,
                sum.backwardBytes)));
    rows.sort(
        Comparator.comparingLong((Profile.Row row) -> row.forwardNanos() + row.backwardNanos())
            .reversed()
            .thenComparing(Profile.Row::op));
    return new Profile(rows);
  }
}
