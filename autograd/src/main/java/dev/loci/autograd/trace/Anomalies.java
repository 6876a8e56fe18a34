package dev.loci.autograd.trace;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.TapeListener;
import dev.loci.autograd.op.Ops;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * Stops where NaN or infinity first appears, forward or backward, with an {@link
 * ArithmeticException} that names the source line which computed the operation.
 *
 * <pre>{@code
 * tape.listen(new Anomalies());
 * tape.variable(x).sub(1).log(); // log gave -Infinity ...; computed at Loss.java:17
 * }</pre>
 *
 * <p>It looks at every element and at the stack of every call: to find a fault, not to train with.
 * A replay's prepared computations can't be looked at; run them eagerly.
 */
public final class Anomalies implements TapeListener {
  private static final int LINES = 4;
  private static final Set<String> ENGINE =
      Set.of(Tape.class.getPackageName(), Ops.class.getPackageName());
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Map<Call, List<StackTraceElement>> sources = new WeakHashMap<>();

  @Override
  public void recorded(Call call) {
    sources.put(call, source());
    Tensor y = call.output().tensor();
    int bad = firstBad(y);
    if (bad < 0) {
      return;
    }
    for (int i = 0; i < call.inputs().size(); i++) {
      Tensor x = call.input(i).tensor();
      int held = x.dtype().isFloat() ? firstBad(x) : -1;
      if (held >= 0) {
        throw anomaly(call, "forward: input %d of %%s is %s already".formatted(i, at(x, held)));
      }
    }
    throw anomaly(call, "forward: %s gave " + at(y, bad));
  }

  @Override
  public void differentiating(Call call, Tensor gradient) {
    int bad = firstBad(gradient);
    if (bad >= 0) {
      throw anomaly(call, "backward: the gradient that reaches %s is " + at(gradient, bad));
    }
  }

  @Override
  public void received(Call call, int input, Tensor gradient, Tensor total) {
    int bad = firstBad(gradient);
    if (bad >= 0) {
      throw anomaly(
          call,
          "backward: %%s gave its input %d the gradient %s".formatted(input, at(gradient, bad)));
    }
    bad = firstBad(total);
    if (bad >= 0) {
      throw anomaly(
          call,
          "backward: with the part from %%s the gradient of its input %d adds up to %s"
              .formatted(input, at(total, bad)));
    }
  }

  private ArithmeticException anomaly(Call call, String what) {
    List<StackTraceElement> lines = sources.getOrDefault(call, List.of());
    String where =
        lines.isEmpty()
            ? "; it was computed before this listener came"
            : lines.stream()
                .map(line -> line.getFileName() + ":" + line.getLineNumber())
                .collect(Collectors.joining(", called from ", "; computed at ", ""));
    return new ArithmeticException(what.formatted(call.op().name()) + where);
  }

  /** The innermost lines that are not the engine's. */
  private static List<StackTraceElement> source() {
    return STACK.walk(frames ->
        frames
            .filter(frame -> !isEngine(frame.getDeclaringClass()))
            .limit(LINES)
            .map(StackWalker.StackFrame::toStackTraceElement)
            .toList());
  }

  private static boolean isEngine(Class<?> type) {
    return ENGINE.contains(type.getPackageName())
        || type.getNestHost() == Anomalies.class
        || Op.class.isAssignableFrom(type);
  }

  private static int firstBad(Tensor x) {
    double[] values = x.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  private static String at(Tensor x, int element) {
    int[] index = x.shape().index(element);
    double value = x.get(index);
    return x.rank() == 0
        ? Double.toString(value)
        : "%s at %s of %s".formatted(value, Arrays.toString(index), x.shape());
  }
}
