package dev.loci.tensor.kernel;

/** The element-wise functions of two arguments, {@code y = f(a, b)}. */
public enum BinaryOp {
  ADD,
  SUB,
  MUL,
  DIV,
  /** The larger one; NaN if either is NaN; +0 is larger than -0. */
  MAX,
  /** The smaller one; NaN if either is NaN; -0 is smaller than +0. */
  MIN,
  POW
}
