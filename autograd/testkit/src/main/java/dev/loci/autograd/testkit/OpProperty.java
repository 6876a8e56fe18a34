package dev.loci.autograd.testkit;

import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.check.GradCheck;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What every differentiable operation must have. Each is checked on one case. */
public enum OpProperty {
  /** The gradient agrees with finite differences, and two evaluations with each other. */
  ORDER_1("gradient") {
    @Override
    long check(OpCase c) {
      gradCheck(c, 1).check(c::apply, c.floats());
      return elements(c);
    }
  },

  /** So does the gradient of the gradient: of the square, whose gradient is never constant. */
  ORDER_2("gradient of its square") {
    @Override
    long check(OpCase c) {
      gradCheck(c, 2).check(floats -> c.apply(floats).square(), c.floats());
      return elements(c);
    }
  },

  /** {@code <u, J v> = <J^T u, v>}. */
  FORWARD("forward against reverse") {
    @Override
    long check(OpCase c) {
      gradCheck(c, 1).checkForwardAgainstReverse(c::apply, c.floats());
      return elements(c);
    }
  },

  /** Strided views give what contiguous inputs give; repeated seeds what whole ones give. */
  VIEWS("views") {
    @Override
    long check(OpCase c) {
      OpCase packed = c.mapFloats(Tensor::copy);
      OpCase strided = c.mapFloats(OpProperty::strided);
      List<Tensor> expected = valueAndGradients(packed, false);
      close("value or gradient of strided inputs", valueAndGradients(strided, false), expected);
      close("gradient from a repeated seed", valueAndGradients(packed, true), expected);
      return elements(c);
    }
  },

  /** An input that is repeated along an axis receives the sum of the gradients. */
  BROADCASTS("broadcasts") {
    @Override
    long check(OpCase c) {
      long compared = 0;
      for (int i = 0; i < c.floats().length; i++) {
        for (int axis = 0; axis < c.floats()[i].rank(); axis++) {
          compared += repeated(c, i, axis);
        }
      }
      return compared;
    }
  },

  /** What is prepared computes again from what the inputs hold then. */
  PREPARED("prepared step, run again") {
    @Override
    long check(OpCase c) {
      OpCase own = c.mapFloats(Tensor::copy);
      Computation prepared = own.op().prepare(own.inputs());
      prepared.run();
      own.mapFloats(x -> {
        x.copyFrom(x.mul(0.5).add(0.25)); // stays on the same side of most kinks
        return x;
      });
      if (!prepared.step().equals(Step.NONE)) {
        poison(prepared.output());
      }
      Tensor again = prepared.run();
      Tensor fresh = own.op().prepare(own.inputs()).run();
      fresh("value", List.of(again), List.of(fresh));
      if (own.op() instanceof Op.Fused fused) {
        gradientsAgain(own, fused);
      }
      return elements(c);
    }
  },

  /** A fused operation is its definition, only faster. */
  DEFINITION("definition") {
    @Override
    long check(OpCase c) {
      Tape tape = new Tape();
      List<Variable> leaves = c.leaves(tape);
      Variable output = ((Op.Fused) c.op()).definition(c.on(tape, leaves));
      List<Tensor> composed = new ArrayList<>(List.of(output.tensor()));
      if (output.requiresGradient()) {
        var gradients = tape.gradients(output, seed(output.tensor()));
        leaves.forEach(x -> composed.add(gradients.of(x)));
      } else {
        leaves.forEach(x -> composed.add(Tensor.zeros(x.tensor().dtype(), x.tensor().shape())));
      }
      close("value or gradient", valueAndGradients(c, false), composed);
      return elements(c);
    }

    @Override
    public boolean concerns(Class<? extends Op> op) {
      return Op.Fused.class.isAssignableFrom(op);
    }
  };

  private static final double TOLERANCE = 1e-6;

  private final String words;

  OpProperty(String words) {
    this.words = words;
  }

  /** What a failure calls it. */
  String words() {
    return words;
  }

  /**
   * Checks a case.
   *
   * @return how many input elements were looked at; 0 where there was nothing to see
   * @throws AssertionError saying what is wrong; other exceptions come from the operation
   */
  abstract long check(OpCase c);

  /** Whether an operation of this kind has this property; none without a derivative. */
  public boolean concerns(Class<? extends Op> op) {
    return !Op.NonDifferentiable.class.isAssignableFrom(op);
  }

  private static GradCheck gradCheck(OpCase c, int order) {
    return new GradCheck(order, c.step(), TOLERANCE).named(c.op().name());
  }

  /** The elements of the inputs, if the output has any to depend on them. */
  private static long elements(OpCase c) {
    return value(c).size() == 0 ? 0 : Arrays.stream(c.floats()).mapToLong(Tensor::size).sum();
  }

  private static Tensor value(OpCase c) {
    return c.op().prepare(c.inputs()).run();
  }

  private static Tensor seed(Tensor output) {
    return Tensor.full(output.dtype(), output.shape(), 0.75);
  }

  private static List<Tensor> valueAndGradients(OpCase c, boolean repeatedSeed) {
    Tape tape = new Tape();
    List<Variable> leaves = c.leaves(tape);
    Variable output = tape.apply(c.op(), c.on(tape, leaves).toArray(Variable[]::new));
    Tensor value = output.tensor();
    Tensor seed =
        repeatedSeed ? Tensor.scalar(value.dtype(), 0.75).broadcastTo(value.shape()) : seed(value);
    List<Tensor> results = new ArrayList<>(List.of(value));
    var gradients = tape.gradients(output, seed);
    leaves.forEach(x -> results.add(gradients.of(x)));
    return results;
  }

  /** The same values, every second element of a larger array, in the opposite order of axes. */
  private static Tensor strided(Tensor x) {
    if (x.rank() == 0) {
      Tensor pair = Tensor.full(x.dtype(), Shape.of(2), Double.NaN);
      Tensor scalar = pair.select(0, 1);
      scalar.copyFrom(x);
      return scalar;
    }
    int rank = x.rank();
    int[] opposite = new int[rank];
    Arrays.setAll(opposite, i -> rank - 1 - i);
    int[] extents = x.permute(opposite).shape().toArray();
    extents[rank - 1] *= 2;
    Tensor view =
        Tensor.full(x.dtype(), Shape.of(extents), Double.NaN)
            .slice(rank - 1, 0, extents[rank - 1], 2)
            .permute(opposite);
    view.copyFrom(x);
    return view;
  }

  private static long repeated(OpCase c, int input, int axis) {
    Tensor whole = c.floats()[input];
    if (whole.shape().dim(axis) < 2) {
      return 0;
    }
    Tensor[] floats = c.floats();
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (i == input ? floats[i].slice(axis, 0, 1) : floats[i]).copy();
    }
    gradCheck(c, 1)
        .check(
            variables -> {
              List<Variable> all = new ArrayList<>(variables);
              all.set(input, all.get(input).broadcastTo(whole.shape()));
              return c.apply(all);
            },
            floats);
    return floats[input].size();
  }

  private static void gradientsAgain(OpCase c, Op.Fused fused) {
    Tape tape = new Tape();
    Variable output = tape.apply(c.op(), c.on(tape, c.leaves(tape)).toArray(Variable[]::new));
    Tensor seed = seed(output.tensor());
    Op.Backward prepared = fused.vjp(tape.calls().get(0), seed);
    prepared.step().run();
    List<Tensor> twice = new ArrayList<>();
    for (Tensor gradient : prepared.gradients()) {
      if (gradient != null) {
        twice.add(gradient.mul(2));
        poison(gradient);
      }
    }
    seed.copyFrom(seed.mul(2));
    prepared.step().run();
    List<Tensor> again = Arrays.stream(prepared.gradients()).filter(x -> x != null).toList();
    fresh("gradient from another seed", again, twice);
  }

  /** As {@link #close} for what a prepared step computes when it is run again. */
  private static void fresh(String what, List<Tensor> again, List<Tensor> expected) {
    try {
      close(what, again, expected);
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage()
              + "\n  likely cause: a stale saved value, computed while preparing and not in the"
              + " step",
          e);
    }
  }

  private static void poison(Tensor x) {
    x.fill(x.dtype().isFloat() ? Double.NaN : -99);
  }

  private static void close(String what, List<Tensor> actual, List<Tensor> expected) {
    for (int i = 0; i < actual.size(); i++) {
      Tensor a = actual.get(i);
      Tensor b = expected.get(i);
      if (!a.shape().equals(b.shape()) || a.dtype() != b.dtype()) {
        throw new AssertionError(
            "%s: is %s %s, not %s %s".formatted(what, a.dtype(), a.shape(), b.dtype(), b.shape()));
      }
      double[] found = a.toDoubleArray();
      double[] wanted = b.toDoubleArray();
      for (int e = 0; e < found.length; e++) {
        boolean equal = Double.compare(found[e], wanted[e]) == 0;
        double error = Math.abs(found[e] - wanted[e]) / (1 + Math.abs(wanted[e]));
        if (!equal && !(error <= (a.dtype() == DType.FLOAT64 ? 1e-10 : 1e-5))) {
          throw new AssertionError(
              "%s %d, element %d of %s: %s, not %s"
                  .formatted(what, i, e, a.shape(), found[e], wanted[e]));
        }
      }
    }
  }
}
