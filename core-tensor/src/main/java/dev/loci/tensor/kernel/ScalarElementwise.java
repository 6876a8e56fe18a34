package dev.loci.tensor.kernel;

/** The float32 element-wise loops, in the form that the compiler turns into vector code. */
final class ScalarElementwise {
  private ScalarElementwise() {}

  /** Computes {@code y[i] = op(x[i])}. A strided input is first copied into the output. */
  static void unary(UnaryOp op, int n, float[] x, int xo, int xs, float[] y, int yo) {
    if (xs == 1) {
      dense(op, n, x, xo, y, yo);
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = x[xo + i * xs];
      }
      dense(op, n, y, yo, y, yo);
    }
  }

  private static void dense(UnaryOp op, int n, float[] x, int xo, float[] y, int yo) {
    switch (op) {
      case NEG -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = -x[xo + i];
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.abs(x[xo + i]);
        }
      }
      case SIGN -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.signum(x[xo + i]);
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = x[xo + i] * x[xo + i];
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = (float) Math.sqrt(x[xo + i]);
        }
      }
      case RECIPROCAL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = 1 / x[xo + i];
        }
      }
      case EXP -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.exp(x[xo + i]);
        }
      }
      case LOG -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.log(x[xo + i]);
        }
      }
      case SIN -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.sin(x[xo + i]);
        }
      }
      case COS -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.cos(x[xo + i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.tanh(x[xo + i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.sigmoid(x[xo + i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.softplus(x[xo + i]);
        }
      }
      case ERF -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.erf(x[xo + i]);
        }
      }
      case RELU -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.max(x[xo + i], 0);
        }
      }
      case GELU -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.gelu(x[xo + i]);
        }
      }
      case GELU_DERIVATIVE -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.geluDerivative(x[xo + i]);
        }
      }
    }
  }

  /** Computes {@code y[i] = op(a[i], b[i])} for contiguous inputs. */
  static void dense(BinaryOp op, int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    switch (op) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] + b[bo + i];
        }
      }
      case SUB -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] - b[bo + i];
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] * b[bo + i];
        }
      }
      case DIV -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] / b[bo + i];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.max(a[ao + i], b[bo + i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.min(a[ao + i], b[bo + i]);
        }
      }
      case POW -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.pow(a[ao + i], b[bo + i]);
        }
      }
    }
  }

  /** Computes {@code y[i] = op(a[i], b[i])} for strided inputs. */
  static void strided(
      BinaryOp op, int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
    switch (op) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i * as] + b[bo + i * bs];
        }
      }
      case SUB -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i * as] - b[bo + i * bs];
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i * as] * b[bo + i * bs];
        }
      }
      case DIV -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i * as] / b[bo + i * bs];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.max(a[ao + i * as], b[bo + i * bs]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.min(a[ao + i * as], b[bo + i * bs]);
        }
      }
      case POW -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.pow(a[ao + i * as], b[bo + i * bs]);
        }
      }
    }
  }
}
