package dev.loci.autograd.testkit;

import dev.loci.autograd.Op;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Property-tests an operation: all of {@link OpProperty} on random cases, and the smallest failing
 * one in the message.
 *
 * <pre>{@code
 * OpProperties.of(new Swish()).elementwise(Draw::any).check();
 * OpProperties.of(draw -> OpCase.of(new Scale(draw.axis(2)), draw.tensor(draw.shape(2, 2), Draw::any)))
 *     .tries(500)
 *     .check();
 * }</pre>
 *
 * @param cases draws a case
 * @param tries how many cases are drawn
 * @param seed of the draws
 */
public record OpProperties(Function<Draw, OpCase> cases, int tries, long seed) {
  private static final int SHRINKING_STEPS = 400;

  /** What was checked: how many cases, and how many elements by property. */
  public record Report(int cases, Map<OpProperty, Long> elements) {}

  /** Tests what a generator draws. */
  public static OpProperties of(Function<Draw, OpCase> cases) {
    return new OpProperties(cases, 100, 0);
  }

  /** Tests one operation; its inputs come next. */
  public static Inputs of(Op op) {
    return new Inputs(op);
  }

  /** An operation that waits for a generator of its inputs. */
  public record Inputs(Op op) {
    /** Inputs from a generator of all of them together. */
    public OpProperties inputs(Function<Draw, List<Tensor>> inputs) {
      return OpProperties.of(draw -> OpCase.of(op, inputs.apply(draw).toArray(Tensor[]::new)));
    }

    /** As many inputs as there are domains, of shapes that broadcast with each other. */
    @SafeVarargs
    public final OpProperties elementwise(ToDoubleFunction<Draw>... domains) {
      return inputs(draw -> {
        Shape[] shapes =
            domains.length == 1
                ? new Shape[] {draw.shape(0, 3)}
                : draw.broadcastable(domains.length, 3);
        Tensor[] tensors = new Tensor[domains.length];
        Arrays.setAll(tensors, i -> draw.tensor(shapes[i], domains[i]));
        return List.of(tensors);
      });
    }
  }

  public OpProperties tries(int other) {
    return new OpProperties(cases, other, seed);
  }

  public OpProperties seed(long other) {
    return new OpProperties(cases, tries, other);
  }

  /**
   * Checks every property on every case.
   *
   * @throws AssertionError naming the operation, the property and the smallest failing case
   */
  public Report check() {
    Map<OpProperty, Long> elements = new EnumMap<>(OpProperty.class);
    for (int i = 0; i < tries; i++) {
      Draw draw = Draw.of(seed + i);
      OpCase c = cases.apply(draw);
      for (OpProperty property : OpProperty.values()) {
        if (property.concerns(c.op().getClass())) {
          elements.merge(property, checked(property, c, seed + i, draw.choices()), Long::sum);
        }
      }
    }
    return new Report(tries, elements);
  }

  /**
   * Checks a property on one case, without shrinking.
   *
   * @return how many input elements were looked at
   * @throws AssertionError naming the operation, its shapes and the property
   */
  public static long check(OpProperty property, OpCase c) {
    try {
      return property.check(c);
    } catch (AssertionError e) {
      throw new AssertionError(c + ": " + property.words() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new AssertionError(c + ": " + property.words() + ": failed with " + e, e);
    }
  }

  private long checked(OpProperty property, OpCase c, long caseSeed, int[] choices) {
    try {
      return check(property, c);
    } catch (AssertionError first) {
      Shrinker shrinker =
          new Shrinker(SHRINKING_STEPS, smaller -> failure(property, caseSeed, smaller, first));
      AssertionError smallest = shrinker.shrink(choices, first);
      String message = smallest.getMessage();
      if (!smallest.equals(first)) {
        message += "\n  shrunk from: " + String.valueOf(first.getMessage()).indent(2).strip();
      }
      throw new AssertionError(message + "\n  seed " + caseSeed, smallest);
    }
  }

  /**
   * How the property fails on a case drawn from other choices; null if it does not, or otherwise.
   */
  private @Nullable AssertionError failure(
      OpProperty property, long caseSeed, Shrinker.Attempt attempt, AssertionError first) {
    Draw draw = Draw.again(caseSeed, attempt.choices());
    OpCase c;
    try {
      c = cases.apply(draw);
    } catch (RuntimeException e) {
      return null; // the generator does not like these choices
    }
    try {
      check(property, c);
      return null;
    } catch (AssertionError e) {
      boolean alike =
          (e.getCause() instanceof AssertionError) == (first.getCause() instanceof AssertionError);
      return alike ? e : null;
    }
  }
}
