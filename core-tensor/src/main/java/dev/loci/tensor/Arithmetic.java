package dev.loci.tensor;

import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Comparison;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * What tensors compute with their values. Every result is a new, contiguous tensor of the operands'
 * element type; operands broadcast, and their element types must agree.
 */
public sealed interface Arithmetic permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  // ---- Two operands

  /** {@code this + other}. */
  default Tensor add(Tensor other) {
    return Elementwise.binary(BinaryOp.ADD, self(), other).run();
  }

  /** {@code this - other}. */
  default Tensor sub(Tensor other) {
    return Elementwise.binary(BinaryOp.SUB, self(), other).run();
  }

  /** The element-wise product, {@code this * other}. */
  default Tensor mul(Tensor other) {
    return Elementwise.binary(BinaryOp.MUL, self(), other).run();
  }

  /** {@code this / other}; not for int32. */
  default Tensor div(Tensor other) {
    return Elementwise.binary(BinaryOp.DIV, self(), other).run();
  }

  /** This to the power of the exponent; not for int32. */
  default Tensor pow(Tensor exponent) {
    return Elementwise.binary(BinaryOp.POW, self(), exponent).run();
  }

  /** The larger of two elements, NaN if either is. */
  default Tensor maximum(Tensor other) {
    return Elementwise.binary(BinaryOp.MAX, self(), other).run();
  }

  /** The smaller of two elements, NaN if either is. */
  default Tensor minimum(Tensor other) {
    return Elementwise.binary(BinaryOp.MIN, self(), other).run();
  }

  /** {@code this + other}. */
  default Tensor add(double other) {
    return add(constant("add", other));
  }

  /** {@code this - other}. */
  default Tensor sub(double other) {
    return sub(constant("sub", other));
  }

  /** {@code this * other}. */
  default Tensor mul(double other) {
    return mul(constant("mul", other));
  }

  /** {@code this / other}; not for int32. */
  default Tensor div(double other) {
    return div(constant("div", other));
  }

  /** A number as a scalar of this type; one that int32 would cut off is refused. */
  private Tensor constant(String name, double value) {
    if (self().dtype() == DType.INT32 && (int) value != value) {
      throw new IllegalArgumentException(
          name + ": " + value + " is not an int32; convert the tensor with to(...)");
    }
    return Tensor.scalar(self().dtype(), value);
  }

  /** Matrix product of the last two axes; the axes before them broadcast. */
  default Tensor matmul(Tensor other) {
    return MatrixProduct.matmul(self(), other).run();
  }

  // ---- One operand

  /** {@code -this}. */
  default Tensor neg() {
    return map(UnaryOp.NEG);
  }

  /** The absolute value. */
  default Tensor abs() {
    return map(UnaryOp.ABS);
  }

  /** {@code this * this}. */
  default Tensor square() {
    return map(UnaryOp.SQUARE);
  }

  /** The square root; this and what follows, but for {@link #relu}, are not for int32. */
  default Tensor sqrt() {
    return map(UnaryOp.SQRT);
  }

  /** The exponential function. */
  default Tensor exp() {
    return map(UnaryOp.EXP);
  }

  /** The natural logarithm. */
  default Tensor log() {
    return map(UnaryOp.LOG);
  }

  /** The sine. */
  default Tensor sin() {
    return map(UnaryOp.SIN);
  }

  /** The cosine. */
  default Tensor cos() {
    return map(UnaryOp.COS);
  }

  /** The hyperbolic tangent. */
  default Tensor tanh() {
    return map(UnaryOp.TANH);
  }

  /** {@code 1 / (1 + exp(-x))}. */
  default Tensor sigmoid() {
    return map(UnaryOp.SIGMOID);
  }

  /** {@code log(1 + exp(x))}. */
  default Tensor softplus() {
    return map(UnaryOp.SOFTPLUS);
  }

  /** The error function. */
  default Tensor erf() {
    return map(UnaryOp.ERF);
  }

  /** {@code max(x, 0)}. */
  default Tensor relu() {
    return map(UnaryOp.RELU);
  }

  /** The tanh form of the Gaussian error linear unit (Hendrycks and Gimpel, 2016). */
  default Tensor gelu() {
    return map(UnaryOp.GELU);
  }

  private Tensor map(UnaryOp op) {
    return Elementwise.unary(op, self()).run();
  }

  // ---- Comparison and selection

  /** 1 where this is greater, else 0, as int32; likewise the other comparisons. */
  default Tensor gt(Tensor other) {
    return compare(Comparison.GT, other);
  }

  /** 1 where this is greater or equal. */
  default Tensor ge(Tensor other) {
    return compare(Comparison.GE, other);
  }

  /** 1 where this is less. */
  default Tensor lt(Tensor other) {
    return compare(Comparison.LT, other);
  }

  /** 1 where this is less or equal. */
  default Tensor le(Tensor other) {
    return compare(Comparison.LE, other);
  }

  /** 1 where both are equal; a NaN equals nothing. */
  default Tensor eq(Tensor other) {
    return compare(Comparison.EQ, other);
  }

  /** 1 where {@link #eq} gives 0. */
  default Tensor ne(Tensor other) {
    return compare(Comparison.NE, other);
  }

  private Tensor compare(Comparison op, Tensor other) {
    return Elementwise.compare(op, self(), other).run();
  }

  /** a where this int32 tensor is not 0, b elsewhere. */
  default Tensor where(Tensor a, Tensor b) {
    return Elementwise.where(self(), a, b).run();
  }

  // ---- Reductions; without axes, over all

  /** The sum along axes; 0 where there are no elements. */
  default Tensor sum(int... axes) {
    return Reduction.reduce(Reduction.Kind.SUM, self(), false, axes).run();
  }

  /** The largest element along axes, NaN if there is one. */
  default Tensor max(int... axes) {
    return Reduction.reduce(Reduction.Kind.MAX, self(), false, axes).run();
  }

  /** The smallest element along axes, NaN if there is one. */
  default Tensor min(int... axes) {
    return opposite(opposite(self()).max(axes));
  }

  /** The order turned round: {@code -x}, for int32 {@code -1 - x}, which is exact for all. */
  private static Tensor opposite(Tensor x) {
    return x.dtype() == DType.INT32 ? Tensor.scalar(DType.INT32, -1).sub(x) : x.neg();
  }

  /** The mean along axes, NaN where there are no elements; not for int32. */
  default Tensor mean(int... axes) {
    Tensor total = sum(axes);
    return total.div((double) self().size() / total.size());
  }

  /** The int32 index of the largest element along an axis, the first of equals. */
  default Tensor argmax(int axis) {
    return Reduction.argmax(self(), axis).run();
  }

  /** Exponentials along the last axis, scaled to sum to 1. */
  default Tensor softmax() {
    return Softmax.softmax(self()).run();
  }

  /** The logarithm of {@link #softmax}. */
  default Tensor logSoftmax() {
    return Softmax.logSoftmax(self()).run();
  }
}
