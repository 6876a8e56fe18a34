package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;

import jdk.incubator.vector.FloatVector;

/** {@code y = fma(a, b, c)} over whole vectors only; b and c may be one number for all elements. */
final class SimdFma {
  private SimdFma() {}

  static void vectors(
      int n, float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector vb = FloatVector.fromArray(S, b, bo + i);
      FloatVector vc = FloatVector.fromArray(S, c, co + i);
      FloatVector.fromArray(S, a, ao + i).fma(vb, vc).intoArray(y, yo + i);
    }
  }

  static void timesNumber(int n, float[] a, int ao, float b, float[] c, int co, float[] y, int yo) {
    FloatVector vb = FloatVector.broadcast(S, b);
    for (int i = 0; i < n; i += S.length()) {
      FloatVector vc = FloatVector.fromArray(S, c, co + i);
      FloatVector.fromArray(S, a, ao + i).fma(vb, vc).intoArray(y, yo + i);
    }
  }

  static void plusNumber(int n, float[] a, int ao, float[] b, int bo, float c, float[] y, int yo) {
    FloatVector vc = FloatVector.broadcast(S, c);
    for (int i = 0; i < n; i += S.length()) {
      FloatVector vb = FloatVector.fromArray(S, b, bo + i);
      FloatVector.fromArray(S, a, ao + i).fma(vb, vc).intoArray(y, yo + i);
    }
  }

  static void timesNumberPlusNumber(int n, float[] a, int ao, float b, float c, float[] y, int yo) {
    FloatVector vb = FloatVector.broadcast(S, b);
    FloatVector vc = FloatVector.broadcast(S, c);
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, a, ao + i).fma(vb, vc).intoArray(y, yo + i);
    }
  }

  /** See {@link Kernels#fmaRows}. */
  static void rows(
      int rows, int n, float[] a, int ao, int ars, float[] b, int bo, int brs, float[] y, int yo) {
    for (int j = 0; j < n; j += S.length()) {
      FloatVector sum = FloatVector.fromArray(S, y, yo + j);
      for (int i = 0; i < rows; i++) {
        FloatVector va = FloatVector.fromArray(S, a, ao + j + i * ars);
        sum = va.fma(FloatVector.fromArray(S, b, bo + j + i * brs), sum);
      }
      sum.intoArray(y, yo + j);
    }
  }
}
