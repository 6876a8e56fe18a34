package dev.loci.tensor.kernel;

/** The float64 element-wise loops. */
final class Float64Elementwise {
  private Float64Elementwise() {}

  /** Computes {@code y[i] = op(x[i])}. A strided input is first copied into the output. */
  static void unary(UnaryOp op, int n, double[] x, int xo, int xs, double[] y, int yo) {
    if (xs == 1) {
      dense(op, n, x, xo, y, yo);
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = x[xo + i * xs];
      }
      dense(op, n, y, yo, y, yo);
    }
  }

  private static void dense(UnaryOp op, int n, double[] x, int xo, double[] y, int yo) {
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
          y[yo + i] = Math.sqrt(x[xo + i]);
        }
      }
      case RECIPROCAL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = 1 / x[xo + i];
        }
      }
      case EXP -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = StrictMath.exp(x[xo + i]);
        }
      }
      case LOG -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = StrictMath.log(x[xo + i]);
        }
      }
      case SIN -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = StrictMath.sin(x[xo + i]);
        }
      }
      case COS -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = StrictMath.cos(x[xo + i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = StrictMath.tanh(x[xo + i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Float64Math.sigmoid(x[xo + i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Float64Math.softplus(x[xo + i]);
        }
      }
      case ERF -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Float64Math.erf(x[xo + i]);
        }
      }
      case RELU -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.max(x[xo + i], 0);
        }
      }
      case GELU -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Float64Math.gelu(x[xo + i]);
        }
      }
      case GELU_DERIVATIVE -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Float64Math.geluDerivative(x[xo + i]);
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Float64Math.bfloat16(x[xo + i]);
        }
      }
    }
  }

  /** Computes {@code y[i] = op(a[i], b[i])}. */
  static void binary(
      BinaryOp op,
      int n,
      double[] a,
      int ao,
      int as,
      double[] b,
      int bo,
      int bs,
      double[] y,
      int yo) {
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
          y[yo + i] = StrictMath.pow(a[ao + i * as], b[bo + i * bs]);
        }
      }
    }
  }
}
