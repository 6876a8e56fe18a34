package dev.loci.tensor.kernel;

/** The element-wise functions of one argument, {@code y = f(x)}. */
public enum UnaryOp {
  NEG,
  ABS,
  /** -1, 0 or 1; zeros keep their sign. */
  SIGN,
  SQUARE,
  SQRT,
  RECIPROCAL,
  EXP,
  LOG,
  SIN,
  COS,
  TANH,
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID,
  /** {@code log(1 + exp(x))}. */
  SOFTPLUS,
  ERF,
  /** {@code max(x, 0)}. */
  RELU,
  /** The tanh form, {@code x * sigmoid(2u)} with {@code u = sqrt(2/pi) (x + 0.044715 x^3)}. */
  GELU,
  /** The derivative of {@link #GELU}. */
  GELU_DERIVATIVE,
  /** The nearest bfloat16: 8 bits of mantissa and float32's exponents; ties to even. */
  BFLOAT16
}
