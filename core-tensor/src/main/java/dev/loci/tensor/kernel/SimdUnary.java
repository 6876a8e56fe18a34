package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.FloatMath.BFLOAT16_BELOW_HALF;
import static dev.loci.tensor.kernel.FloatMath.BFLOAT16_MASK;
import static dev.loci.tensor.kernel.SimdMath.S;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** The element-wise functions of one contiguous argument, over whole vectors only. */
final class SimdUnary {
  // Elements that are done again when one of them is out of the usual range.
  private static final int BLOCK = 1024;
  private static final int SMALL_BLOCK = 64;

  /**
   * The functions stand in an array because the compiler inlines none from there: in a caller that
   * has grown large it would leave parts of them out, and box every vector.
   */
  private static final Function[] FUNCTIONS = functions();

  /** Computes n elements if all arguments are in the usual range; says whether they are. */
  @FunctionalInterface
  private interface Function {
    boolean apply(int n, float[] x, int xo, float[] y, int yo);
  }

  private SimdUnary() {}

  private static Function[] functions() {
    Function[] all = new Function[UnaryOp.values().length];
    Arrays.fill(all, (Function) (n, x, xo, y, yo) -> false);
    all[UnaryOp.EXP.ordinal()] = SimdFunctions::exp;
    all[UnaryOp.LOG.ordinal()] = SimdFunctions::log;
    all[UnaryOp.TANH.ordinal()] = SimdFunctions::tanh;
    all[UnaryOp.SIGMOID.ordinal()] = SimdFunctions::sigmoid;
    all[UnaryOp.SOFTPLUS.ordinal()] = SimdFunctions::softplus;
    all[UnaryOp.ERF.ordinal()] = SimdFunctions::erf;
    all[UnaryOp.GELU.ordinal()] = SimdFunctions::gelu;
    all[UnaryOp.GELU_DERIVATIVE.ordinal()] = SimdFunctions::geluDerivative;
    return all;
  }

  /**
   * Computes {@code y[i] = op(x[i])} for n elements, n a multiple of the vector's length; y is not
   * x.
   */
  static void apply(UnaryOp op, int n, float[] x, int xo, float[] y, int yo) {
    switch (op) {
      case NEG -> neg(n, x, xo, y, yo);
      case ABS -> abs(n, x, xo, y, yo);
      case SQUARE -> square(n, x, xo, y, yo);
      case SQRT -> sqrt(n, x, xo, y, yo);
      case RECIPROCAL -> reciprocal(n, x, xo, y, yo);
      case RELU -> relu(n, x, xo, y, yo);
      case BFLOAT16 -> bfloat16(n, x, xo, y, yo);
      case EXP, LOG, TANH, SIGMOID, SOFTPLUS, ERF, GELU, GELU_DERIVATIVE ->
          function(op, BLOCK, n, x, xo, y, yo);
      case SIGN, SIN, COS -> ScalarElementwise.unary(op, n, x, xo, 1, y, yo);
    }
  }

  /** Arguments out of the usual range are rare, and few: what is done again gets smaller. */
  private static void function(UnaryOp op, int block, int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += block) {
      int m = Math.min(block, n - i);
      if (!inUsualRange(op, m, x, xo + i, y, yo + i)) {
        if (m > SMALL_BLOCK) {
          function(op, SMALL_BLOCK, m, x, xo + i, y, yo + i);
        } else {
          inFullRange(op, m, x, xo + i, y, yo + i);
        }
      }
    }
  }

  private static boolean inUsualRange(UnaryOp op, int n, float[] x, int xo, float[] y, int yo) {
    return FUNCTIONS[op.ordinal()].apply(n, x, xo, y, yo);
  }

  private static void inFullRange(UnaryOp op, int n, float[] x, int xo, float[] y, int yo) {
    switch (op) {
      case EXP -> SimdFullRange.exp(n, x, xo, y, yo);
      case LOG -> SimdFullRange.log(n, x, xo, y, yo);
      case GELU -> SimdFullRange.gelu(n, x, xo, y, yo);
      case GELU_DERIVATIVE -> SimdFullRange.geluDerivative(n, x, xo, y, yo);
      default -> ScalarElementwise.unary(op, n, x, xo, 1, y, yo);
    }
  }

  private static void neg(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, x, xo + i).neg().intoArray(y, yo + i);
    }
  }

  private static void abs(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, x, xo + i).abs().intoArray(y, yo + i);
    }
  }

  private static void square(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.mul(v).intoArray(y, yo + i);
    }
  }

  private static void sqrt(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, x, xo + i).sqrt().intoArray(y, yo + i);
    }
  }

  private static void reciprocal(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.broadcast(S, 1).div(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void relu(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, x, xo + i).max(0f).intoArray(y, yo + i);
    }
  }

  private static void bfloat16(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      IntVector bits = v.reinterpretAsInts();
      IntVector odd = bits.lanewise(LSHR, 16).and(1);
      FloatVector rounded =
          bits.add(BFLOAT16_BELOW_HALF).add(odd).and(BFLOAT16_MASK).reinterpretAsFloats();
      rounded.blend(Float.NaN, v.test(IS_NAN)).intoArray(y, yo + i);
    }
  }
}
