package dev.loci.tensor.kernel;

/**
 * The float32 element-wise loops. Where all arrays are read and written at the same index, the
 * compiler turns a loop into vector code: it need not fear that they overlap. So inputs that lie
 * otherwise are copied to tiles that lie alike.
 */
final class ScalarElementwise {
  private static final int TILE = 256;

  /** So few elements are not worth a tile. */
  private static final int SHORT = 32;

  private ScalarElementwise() {}

  /** Computes {@code y[i] = op(x[i])}. An input that lies otherwise is first copied to y. */
  static void unary(UnaryOp op, int n, float[] x, int xo, int xs, float[] y, int yo) {
    if (xs == 1 && xo == yo) {
      dense(op, yo, yo + n, x, y);
    } else {
      gather(n, x, xo, xs, y, yo);
      dense(op, yo, yo + n, y, y);
    }
  }

  private static void dense(UnaryOp op, int from, int to, float[] x, float[] y) {
    switch (op) {
      case NEG -> {
        for (int i = from; i < to; i++) {
          y[i] = -x[i];
        }
      }
      case ABS -> {
        for (int i = from; i < to; i++) {
          y[i] = Math.abs(x[i]);
        }
      }
      case SIGN -> {
        for (int i = from; i < to; i++) {
          y[i] = Math.signum(x[i]);
        }
      }
      case SQUARE -> {
        for (int i = from; i < to; i++) {
          y[i] = x[i] * x[i];
        }
      }
      case SQRT -> {
        for (int i = from; i < to; i++) {
          y[i] = (float) Math.sqrt(x[i]);
        }
      }
      case RECIPROCAL -> {
        for (int i = from; i < to; i++) {
          y[i] = 1 / x[i];
        }
      }
      case EXP -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.exp(x[i]);
        }
      }
      case LOG -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.log(x[i]);
        }
      }
      case SIN -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.sin(x[i]);
        }
      }
      case COS -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.cos(x[i]);
        }
      }
      case TANH -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.tanh(x[i]);
        }
      }
      case SIGMOID -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.sigmoid(x[i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.softplus(x[i]);
        }
      }
      case ERF -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.erf(x[i]);
        }
      }
      case RELU -> {
        for (int i = from; i < to; i++) {
          y[i] = Math.max(x[i], 0);
        }
      }
      case GELU -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.gelu(x[i]);
        }
      }
      case GELU_DERIVATIVE -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.geluDerivative(x[i]);
        }
      }
      case BFLOAT16 -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.bfloat16(x[i]);
        }
      }
    }
  }

  /** Computes {@code y[i] = op(a[i], b[i])} for i in from..to-1. */
  private static void dense(BinaryOp op, int from, int to, float[] a, float[] b, float[] y) {
    switch (op) {
      case ADD -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] + b[i];
        }
      }
      case SUB -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] - b[i];
        }
      }
      case MUL -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] * b[i];
        }
      }
      case DIV -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] / b[i];
        }
      }
      case MAX -> {
        for (int i = from; i < to; i++) {
          y[i] = Math.max(a[i], b[i]);
        }
      }
      case MIN -> {
        for (int i = from; i < to; i++) {
          y[i] = Math.min(a[i], b[i]);
        }
      }
      case POW -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.pow(a[i], b[i]);
        }
      }
    }
  }

  /** Computes {@code y[i] = op(a[i], b)} for i in from..to-1. */
  private static void dense(BinaryOp op, int from, int to, float[] a, float b, float[] y) {
    switch (op) {
      case ADD -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] + b;
        }
      }
      case SUB -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] - b;
        }
      }
      case MUL -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] * b;
        }
      }
      case DIV -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] / b;
        }
      }
      case MAX -> {
        for (int i = from; i < to; i++) {
          y[i] = Math.max(a[i], b);
        }
      }
      case MIN -> {
        for (int i = from; i < to; i++) {
          y[i] = Math.min(a[i], b);
        }
      }
      case POW -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.pow(a[i], b);
        }
      }
    }
  }

  /** Computes {@code y[i] = op(a, b[i])} for i in from..to-1. */
  private static void dense(BinaryOp op, int from, int to, float a, float[] b, float[] y) {
    switch (op) {
      case ADD, MUL, MAX, MIN -> dense(op, from, to, b, a, y); // they commute
      case SUB -> {
        for (int i = from; i < to; i++) {
          y[i] = a - b[i];
        }
      }
      case DIV -> {
        for (int i = from; i < to; i++) {
          y[i] = a / b[i];
        }
      }
      case POW -> {
        for (int i = from; i < to; i++) {
          y[i] = FloatMath.pow(a, b[i]);
        }
      }
    }
  }

  /** Computes {@code y[i] = op(a[i], b[i])}, in tiles where the operands lie otherwise than y. */
  static void binary(
      BinaryOp op, int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
    boolean aligned = as == 1 && ao == yo;
    boolean alignedToo = bs == 1 && bo == yo;
    if (aligned && alignedToo) {
      dense(op, yo, yo + n, a, b, y);
    } else if (aligned && bs == 0 && n > 0) {
      dense(op, yo, yo + n, a, b[bo], y);
    } else if (as == 0 && alignedToo && n > 0) {
      dense(op, yo, yo + n, a[ao], b, y);
    } else if (n <= SHORT) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = apply(op, a[ao + i * as], b[bo + i * bs]);
      }
    } else {
      float[] left = tile(Scratch.Slot.LEFT);
      float[] right = tile(Scratch.Slot.RIGHT);
      for (int i = 0; i < n; i += TILE) {
        int count = Math.min(TILE, n - i);
        gather(count, a, ao + i * as, as, left, 0);
        gather(count, b, bo + i * bs, bs, right, 0);
        dense(op, 0, count, left, right, left);
        System.arraycopy(left, 0, y, yo + i, count);
      }
    }
  }

  private static float apply(BinaryOp op, float a, float b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case POW -> FloatMath.pow(a, b);
    };
  }

  /** Computes {@code y[i] = fma(a[i], b[i], c[i])}, likewise. */
  static void fma(
      int n,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs,
      float[] y,
      int yo) {
    boolean aligned = as == 1 && ao == yo && cs == 1 && co == yo;
    if (aligned && bs == 1 && bo == yo) {
      fma(yo, yo + n, a, b, c, y);
    } else if (aligned && bs == 0 && n > 0) {
      fma(yo, yo + n, a, b[bo], c, y);
    } else if (n <= SHORT) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Fma.fma(a[ao + i * as], b[bo + i * bs], c[co + i * cs]);
      }
    } else {
      float[] left = tile(Scratch.Slot.LEFT);
      float[] right = tile(Scratch.Slot.RIGHT);
      float[] addend = tile(Scratch.Slot.ADDEND);
      for (int i = 0; i < n; i += TILE) {
        int count = Math.min(TILE, n - i);
        gather(count, a, ao + i * as, as, left, 0);
        gather(count, b, bo + i * bs, bs, right, 0);
        gather(count, c, co + i * cs, cs, addend, 0);
        fma(0, count, left, right, addend, left);
        System.arraycopy(left, 0, y, yo + i, count);
      }
    }
  }

  private static void fma(int from, int to, float[] a, float[] b, float[] c, float[] y) {
    for (int i = from; i < to; i++) {
      y[i] = Fma.fma(a[i], b[i], c[i]);
    }
  }

  private static void fma(int from, int to, float[] a, float b, float[] c, float[] y) {
    for (int i = from; i < to; i++) {
      y[i] = Fma.fma(a[i], b, c[i]);
    }
  }

  private static float[] tile(Scratch.Slot slot) {
    return Scratch.of(Float32Elements.INSTANCE, slot, TILE);
  }

  /** Copies elements of any stride to where they are adjacent. */
  static void gather(int n, float[] x, int xo, int xs, float[] y, int yo) {
    if (xs == 1) {
      System.arraycopy(x, xo, y, yo, n);
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = x[xo + i * xs];
      }
    }
  }
}
