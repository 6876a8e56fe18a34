package dev.loci.autograd;

import dev.loci.autograd.op.Abs;
import dev.loci.autograd.op.Activation;
import dev.loci.autograd.op.Add;
import dev.loci.autograd.op.Argmax;
import dev.loci.autograd.op.BroadcastTo;
import dev.loci.autograd.op.CausalAttention;
import dev.loci.autograd.op.Compare;
import dev.loci.autograd.op.Concat;
import dev.loci.autograd.op.Convert;
import dev.loci.autograd.op.Cos;
import dev.loci.autograd.op.CrossEntropy;
import dev.loci.autograd.op.Div;
import dev.loci.autograd.op.Erf;
import dev.loci.autograd.op.Exp;
import dev.loci.autograd.op.Gather;
import dev.loci.autograd.op.Gelu;
import dev.loci.autograd.op.LayerNorm;
import dev.loci.autograd.op.Linear;
import dev.loci.autograd.op.Log;
import dev.loci.autograd.op.LogSoftmax;
import dev.loci.autograd.op.Matmul;
import dev.loci.autograd.op.Max;
import dev.loci.autograd.op.Maximum;
import dev.loci.autograd.op.Mul;
import dev.loci.autograd.op.Neg;
import dev.loci.autograd.op.PairCrossEntropy;
import dev.loci.autograd.op.Permute;
import dev.loci.autograd.op.Pick;
import dev.loci.autograd.op.Pow;
import dev.loci.autograd.op.Reciprocal;
import dev.loci.autograd.op.Relu;
import dev.loci.autograd.op.Reshape;
import dev.loci.autograd.op.SetCrossEntropy;
import dev.loci.autograd.op.Sigmoid;
import dev.loci.autograd.op.Sign;
import dev.loci.autograd.op.Silu;
import dev.loci.autograd.op.Sin;
import dev.loci.autograd.op.Slice;
import dev.loci.autograd.op.Softmax;
import dev.loci.autograd.op.Softplus;
import dev.loci.autograd.op.Sqrt;
import dev.loci.autograd.op.Square;
import dev.loci.autograd.op.Sub;
import dev.loci.autograd.op.Sum;
import dev.loci.autograd.op.Tanh;
import dev.loci.autograd.op.Where;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Comparison;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A tensor on a tape: what operations are applied to so that they can be differentiated.
 *
 * <p>Broadcasting and axes are those of {@link Tensor}, and so are verbs that both have. The
 * operation behind each method, in {@link dev.loci.autograd.op}, has its formula, its rule and an
 * example; {@link Tape#apply} takes those that have no method here. Equality is identity.
 */
public final class Variable {
  private final Tape tape;
  private final Tensor tensor;
  private final int id;
  private final boolean requiresGradient;
  private @Nullable UnaryOperator<Variable> gradientHook;

  /** Why what this was computed by is no longer recorded. */
  private @Nullable String lost;

  Variable(Tape tape, Tensor tensor, int id, boolean requiresGradient) {
    this.tape = tape;
    this.tensor = tensor;
    this.id = id;
    this.requiresGradient = requiresGradient;
  }

  /** The tape that this is recorded on. */
  public Tape tape() {
    return tape;
  }

  /** The value. */
  public Tensor tensor() {
    return tensor;
  }

  /** The number of this variable on its tape, in order of creation. */
  public int id() {
    return id;
  }

  /** Whether a gradient by this variable, or by one that it depends on, may be asked for. */
  public boolean requiresGradient() {
    return requiresGradient;
  }

  /**
   * Gives every backward pass's gradient by this variable, once it is complete, to a hook, which
   * returns it or what goes on in its place; of computed variables, too. A further hook gets what
   * those before it returned. Where gradients are recorded, what the hook computes is, too.
   *
   * @param hook returns a gradient of the same shape and type
   * @throws IllegalArgumentException if this is a constant
   */
  public void onGradient(UnaryOperator<Variable> hook) {
    Tape.requireDifferentiable(this);
    UnaryOperator<Variable> before = gradientHook;
    gradientHook = before == null ? hook : gradient -> hook.apply(before.apply(gradient));
  }

  /** What goes on in the place of a complete gradient. */
  Variable hooked(Variable gradient) {
    if (gradientHook == null) {
      return gradient;
    }
    Variable replaced = gradientHook.apply(gradient);
    tape.requireOwn("hook: the gradient that it returns", replaced);
    Tensor given = gradient.tensor;
    Tensor taken = replaced.tensor;
    if (given.dtype() != taken.dtype() || !given.shape().equals(taken.shape())) {
      throw new IllegalStateException(
          "hook: the gradient of variable %d is %s %s, the hook returns %s %s"
              .formatted(id, given.dtype(), given.shape(), taken.dtype(), taken.shape()));
    }
    return replaced;
  }

  void loseRecord(String reason) {
    lost = reason;
  }

  boolean hasRecord() {
    return lost == null;
  }

  void requireRecord(String what) {
    if (lost != null) {
      throw new IllegalStateException(
          "%s, variable %d of shape %s, can no longer be differentiated: %s"
              .formatted(what, id, tensor.shape(), lost));
    }
  }

  /** This value as a constant. */
  public Variable detach() {
    return tape.constant(tensor);
  }

  /**
   * A constant scalar of this variable's type on its tape.
   *
   * @throws IllegalArgumentException if the type is int32 and the value is not
   */
  public Variable scalar(double value) {
    return tape.constant(Tensor.scalar(tensor.dtype(), value));
  }

  private Variable apply(Op op, Variable... others) {
    Variable[] inputs = new Variable[others.length + 1];
    inputs[0] = this;
    System.arraycopy(others, 0, inputs, 1, others.length);
    return tape.apply(op, inputs);
  }

  // ---- Arithmetic

  /** The sum; shapes broadcast. See {@link Add}. */
  public Variable add(Variable other) {
    return apply(new Add(), other);
  }

  /** The sum with a constant. */
  public Variable add(double other) {
    return add(scalar(other));
  }

  /** The difference; shapes broadcast. See {@link Sub}. */
  public Variable sub(Variable other) {
    return apply(new Sub(), other);
  }

  /** The difference from a constant. */
  public Variable sub(double other) {
    return sub(scalar(other));
  }

  /** The product, element by element; shapes broadcast. See {@link Mul}. */
  public Variable mul(Variable other) {
    return apply(new Mul(), other);
  }

  /** The product with a constant. */
  public Variable mul(double other) {
    return mul(scalar(other));
  }

  /** The quotient; shapes broadcast. See {@link Div}. */
  public Variable div(Variable other) {
    return apply(new Div(), other);
  }

  /** The quotient by a constant. */
  public Variable div(double other) {
    return div(scalar(other));
  }

  /** The power with a constant exponent. See {@link Pow}. */
  public Variable pow(double exponent) {
    return apply(new Pow(exponent));
  }

  /** The larger of two, element by element; shapes broadcast. See {@link Maximum}. */
  public Variable maximum(Variable other) {
    return apply(new Maximum(), other);
  }

  /** The smaller of two, element by element; shapes broadcast. See {@link Maximum}. */
  public Variable minimum(Variable other) {
    return neg().maximum(other.neg()).neg();
  }

  /** The negative. See {@link Neg}. */
  public Variable neg() {
    return apply(new Neg());
  }

  /** The absolute value. See {@link Abs}. */
  public Variable abs() {
    return apply(new Abs());
  }

  /** -1, 0 or 1; its gradient is 0. See {@link Sign}. */
  public Variable sign() {
    return apply(new Sign());
  }

  /** The square. See {@link Square}. */
  public Variable square() {
    return apply(new Square());
  }

  /** The square root. See {@link Sqrt}. */
  public Variable sqrt() {
    return apply(new Sqrt());
  }

  /** 1 over each element. See {@link Reciprocal}. */
  public Variable reciprocal() {
    return apply(new Reciprocal());
  }

  /** The exponential. See {@link Exp}. */
  public Variable exp() {
    return apply(new Exp());
  }

  /** The natural logarithm. See {@link Log}. */
  public Variable log() {
    return apply(new Log());
  }

  /** The sine. See {@link Sin}. */
  public Variable sin() {
    return apply(new Sin());
  }

  /** The cosine. See {@link Cos}. */
  public Variable cos() {
    return apply(new Cos());
  }

  /** The hyperbolic tangent. See {@link Tanh}. */
  public Variable tanh() {
    return apply(new Tanh());
  }

  /** {@code 1 / (1 + exp(-x))}. See {@link Sigmoid}. */
  public Variable sigmoid() {
    return apply(new Sigmoid());
  }

  /** {@code ln(1 + exp(x))}. See {@link Softplus}. */
  public Variable softplus() {
    return apply(new Softplus());
  }

  /** The error function. See {@link Erf}. */
  public Variable erf() {
    return apply(new Erf());
  }

  /** The positive part. See {@link Relu}. */
  public Variable relu() {
    return apply(new Relu());
  }

  /** See {@link Gelu}. */
  public Variable gelu() {
    return apply(new Gelu());
  }

  /** See {@link Silu}. */
  public Variable silu() {
    return apply(new Silu());
  }

  /** Matrix product of the last two axes; the axes before them broadcast. */
  public Variable matmul(Variable other) {
    return apply(new Matmul(), other);
  }

  // ---- Reductions; without axes, over all

  /** The sum along axes. See {@link Sum}. */
  public Variable sum(int... axes) {
    return sum(false, axes);
  }

  /** The sum, with reduced axes kept as extent 1 if asked for. */
  public Variable sum(boolean keep, int... axes) {
    return apply(new Sum(keep, axes));
  }

  /** The mean along axes. */
  public Variable mean(int... axes) {
    return mean(false, axes);
  }

  /** The mean, with reduced axes kept as extent 1 if asked for. */
  public Variable mean(boolean keep, int... axes) {
    Variable total = sum(keep, axes);
    return total.div((double) tensor.size() / total.tensor.size());
  }

  /** The largest element along axes. See {@link Max}. */
  public Variable max(int... axes) {
    return apply(new Max(false, axes));
  }

  /** Sums over the axes along which a tensor of the given shape is repeated to have this one's. */
  public Variable sumTo(Shape target) {
    Shape shape = tensor.shape();
    if (shape.equals(target)) {
      return this;
    }
    int extra = shape.rank() - target.rank();
    boolean fits = extra >= 0;
    int[] repeated = new int[shape.rank()];
    int count = 0;
    for (int axis = 0; fits && axis < shape.rank(); axis++) {
      int extent = axis < extra ? 1 : target.dim(axis - extra);
      if (extent != shape.dim(axis)) {
        fits = extent == 1;
        repeated[count++] = axis;
      }
    }
    if (!fits) {
      throw new IllegalArgumentException("sum_to: " + shape + " is not a broadcast of " + target);
    }
    Variable total = count == 0 ? this : sum(Arrays.copyOf(repeated, count));
    return total.reshape(target);
  }

  /** Exponentials along the last axis, scaled to sum to 1. */
  public Variable softmax() {
    return apply(new Softmax());
  }

  /** The logarithm of {@link #softmax}. */
  public Variable logSoftmax() {
    return apply(new LogSoftmax());
  }

  /** See {@link CrossEntropy}; this holds the logits {@code (..., V)}. */
  public Variable crossEntropy(Tensor labels) {
    return apply(new CrossEntropy(labels));
  }

  /** See {@link PairCrossEntropy}; this holds the logits {@code (R, V)}. */
  public Variable pairCrossEntropy(Tensor rows, Tensor labels) {
    return apply(new PairCrossEntropy(rows, labels));
  }

  /** See {@link SetCrossEntropy}; this holds the logits {@code (R, V)}. */
  public Variable setCrossEntropy(Tensor sets, Tensor offsets, Tensor labels) {
    return apply(new SetCrossEntropy(sets, offsets, labels));
  }

  /**
   * {@code f(x W^T + b)}: see {@link Linear}.
   *
   * @param bias null for none
   */
  public Variable linear(Variable weight, @Nullable Variable bias, Activation activation) {
    Linear op = new Linear(activation);
    return bias == null ? apply(op, weight) : apply(op, weight, bias);
  }

  /** See {@link LayerNorm}. */
  public Variable layerNorm(Variable gain, Variable bias, double epsilon) {
    return apply(new LayerNorm(epsilon), gain, bias);
  }

  /** See {@link CausalAttention}; this holds the queries. */
  public Variable causalAttention(Variable keys, Variable values, int heads, double scale) {
    return apply(new CausalAttention(heads, scale), keys, values);
  }

  // ---- Shape

  /** The elements in another shape; one extent may be -1. */
  public Variable reshape(int... extents) {
    return reshape(tensor.shape().infer(extents));
  }

  /** The elements in another shape of as many. See {@link Reshape}. */
  public Variable reshape(Shape shape) {
    return shape.equals(tensor.shape()) ? this : apply(new Reshape(shape));
  }

  /** The axes in another order: axis i is what axis order[i] was. See {@link Permute}. */
  public Variable permute(int... order) {
    return apply(new Permute(order));
  }

  /** The last two axes swapped. */
  public Variable transpose() {
    int[] order = new int[tensor.rank()];
    Arrays.setAll(order, i -> i);
    order[tensor.shape().axis(-2)] = order.length - 1;
    order[tensor.shape().axis(-1)] = order.length - 2;
    return permute(order);
  }

  /** The elements repeated to fill a shape. See {@link BroadcastTo}. */
  public Variable broadcastTo(Shape shape) {
    return shape.equals(tensor.shape()) ? this : apply(new BroadcastTo(shape));
  }

  /** Every step-th element of from..to-1 along an axis. */
  public Variable slice(int axis, int from, int to, int step) {
    return apply(new Slice(axis, from, to, step));
  }

  /** Joins variables along an axis. */
  public static Variable concat(int axis, Variable... parts) {
    if (parts.length == 0) {
      throw new IllegalArgumentException("concat: there is nothing to join");
    }
    return parts[0].tape.apply(new Concat(axis), parts);
  }

  /** The same values in another float type. */
  public Variable to(DType type) {
    if (requiresGradient && !type.isFloat()) {
      throw new IllegalArgumentException(
          "convert: " + type + " values have no gradients; detach() the variable first");
    }
    return type == tensor.dtype() ? this : apply(new Convert(type));
  }

  // ---- Indexing, comparison and selection

  /** Rows with these int32 ids. */
  public Variable gather(Tensor ids) {
    return apply(new Gather(ids));
  }

  /** One element of each row along the last axis, 0 where the id is -1. */
  public Variable pick(Tensor ids) {
    return apply(new Pick(ids));
  }

  /** 1 where this is greater, else 0, as int32 and without gradient. See {@link Compare}. */
  public Variable gt(Variable other) {
    return apply(new Compare(Comparison.GT), other);
  }

  /** 1 where this is greater than a constant, else 0, as int32 and without gradient. */
  public Variable gt(double other) {
    return gt(scalar(other));
  }

  /** 1 where both are equal, else 0, as int32 and without gradient. See {@link Compare}. */
  public Variable eq(Variable other) {
    return apply(new Compare(Comparison.EQ), other);
  }

  /** a where this int32 variable is not 0, b elsewhere. */
  public Variable where(Variable a, Variable b) {
    return apply(new Where(), a, b);
  }

  /** The index of the largest element along an axis, as int32. See {@link Argmax}. */
  public Variable argmax(int axis) {
    return apply(new Argmax(axis));
  }

  @Override
  public String toString() {
    return tensor.toString();
  }
}
