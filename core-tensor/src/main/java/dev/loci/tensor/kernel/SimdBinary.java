package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;

import jdk.incubator.vector.FloatVector;

/**
 * The element-wise functions of two arguments, over whole vectors only. An argument is contiguous
 * or one number for all elements.
 *
 * <p>Every operation has its loops written out: passed as a parameter, it would be a constant to
 * the compiler only where it happens to inline, and boxed vectors elsewhere.
 */
final class SimdBinary {
  private SimdBinary() {}

  /** Computes {@code y[i] = op(a[i], b[i])} for n elements, n a multiple of the vector's length. */
  static void vectors(BinaryOp op, int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    switch (op) {
      case ADD -> add(n, a, ao, b, bo, y, yo);
      case SUB -> sub(n, a, ao, b, bo, y, yo);
      case MUL -> mul(n, a, ao, b, bo, y, yo);
      case DIV -> div(n, a, ao, b, bo, y, yo);
      case MAX -> max(n, a, ao, b, bo, y, yo);
      case MIN -> min(n, a, ao, b, bo, y, yo);
      case POW -> throw noVectors(op);
    }
  }

  /** Computes {@code y[i] = op(a[i], b)}. */
  static void vectorAndNumber(BinaryOp op, int n, float[] a, int ao, float b, float[] y, int yo) {
    switch (op) {
      case ADD -> add(n, a, ao, b, y, yo);
      case SUB -> sub(n, a, ao, b, y, yo);
      case MUL -> mul(n, a, ao, b, y, yo);
      case DIV -> div(n, a, ao, b, y, yo);
      case MAX -> max(n, a, ao, b, y, yo);
      case MIN -> min(n, a, ao, b, y, yo);
      case POW -> throw noVectors(op);
    }
  }

  /** Computes {@code y[i] = op(a, b[i])}. */
  static void numberAndVector(BinaryOp op, int n, float a, float[] b, int bo, float[] y, int yo) {
    switch (op) {
      case SUB -> sub(n, a, b, bo, y, yo);
      case DIV -> div(n, a, b, bo, y, yo);
      case POW -> throw noVectors(op);
      case ADD, MUL, MAX, MIN -> vectorAndNumber(op, n, b, bo, a, y, yo); // they commute
    }
  }

  private static IllegalArgumentException noVectors(BinaryOp op) {
    return new IllegalArgumentException(op + " has no vector form.");
  }

  private static void add(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, b, bo + i);
      FloatVector.fromArray(S, a, ao + i).add(v).intoArray(y, yo + i);
    }
  }

  private static void add(int n, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, a, ao + i).add(b).intoArray(y, yo + i);
    }
  }

  private static void sub(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, b, bo + i);
      FloatVector.fromArray(S, a, ao + i).sub(v).intoArray(y, yo + i);
    }
  }

  private static void sub(int n, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, a, ao + i).sub(b).intoArray(y, yo + i);
    }
  }

  private static void mul(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, b, bo + i);
      FloatVector.fromArray(S, a, ao + i).mul(v).intoArray(y, yo + i);
    }
  }

  private static void mul(int n, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, a, ao + i).mul(b).intoArray(y, yo + i);
    }
  }

  private static void div(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, b, bo + i);
      FloatVector.fromArray(S, a, ao + i).div(v).intoArray(y, yo + i);
    }
  }

  private static void div(int n, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, a, ao + i).div(b).intoArray(y, yo + i);
    }
  }

  private static void max(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, b, bo + i);
      FloatVector.fromArray(S, a, ao + i).max(v).intoArray(y, yo + i);
    }
  }

  private static void max(int n, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, a, ao + i).max(b).intoArray(y, yo + i);
    }
  }

  private static void min(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, b, bo + i);
      FloatVector.fromArray(S, a, ao + i).min(v).intoArray(y, yo + i);
    }
  }

  private static void min(int n, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, a, ao + i).min(b).intoArray(y, yo + i);
    }
  }

  private static void sub(int n, float a, float[] b, int bo, float[] y, int yo) {
    FloatVector v = FloatVector.broadcast(S, a);
    for (int i = 0; i < n; i += S.length()) {
      v.sub(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
    }
  }

  private static void div(int n, float a, float[] b, int bo, float[] y, int yo) {
    FloatVector v = FloatVector.broadcast(S, a);
    for (int i = 0; i < n; i += S.length()) {
      v.div(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
    }
  }
}
