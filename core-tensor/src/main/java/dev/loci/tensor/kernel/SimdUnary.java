package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;

import jdk.incubator.vector.FloatVector;

/** The element-wise functions of one contiguous argument, over whole vectors only. */
final class SimdUnary {
  private SimdUnary() {}

  /** Computes {@code y[i] = op(x[i])} for n elements, n a multiple of the vector's length. */
  static void apply(UnaryOp op, int n, float[] x, int xo, float[] y, int yo) {
    switch (op) {
      case NEG -> neg(n, x, xo, y, yo);
      case ABS -> abs(n, x, xo, y, yo);
      case SQUARE -> square(n, x, xo, y, yo);
      case SQRT -> sqrt(n, x, xo, y, yo);
      case RECIPROCAL -> reciprocal(n, x, xo, y, yo);
      case RELU -> relu(n, x, xo, y, yo);
      case EXP -> exp(n, x, xo, y, yo);
      case LOG -> log(n, x, xo, y, yo);
      case TANH -> tanh(n, x, xo, y, yo);
      case SIGMOID -> sigmoid(n, x, xo, y, yo);
      case SOFTPLUS -> softplus(n, x, xo, y, yo);
      case ERF -> erf(n, x, xo, y, yo);
      case GELU -> gelu(n, x, xo, y, yo);
      case GELU_DERIVATIVE -> geluDerivative(n, x, xo, y, yo);
      case SIGN, SIN, COS -> ScalarElementwise.unary(op, n, x, xo, 1, y, yo);
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

  private static void exp(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      SimdMath.exp(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void log(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      SimdMath.log(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void tanh(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      SimdMath.tanh(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void sigmoid(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      SimdMath.sigmoid(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void softplus(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      SimdMath.softplus(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void erf(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      SimdMath.erf(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void gelu(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      SimdMath.gelu(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void geluDerivative(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      SimdMath.geluDerivative(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }
}
