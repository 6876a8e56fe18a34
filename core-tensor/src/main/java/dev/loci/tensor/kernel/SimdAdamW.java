package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;

import jdk.incubator.vector.FloatVector;

/** The AdamW update over whole vectors only. */
final class SimdAdamW {
  private SimdAdamW() {}

  static void update(
      int n, float[] p, int po, float[] g, int go, float[] m, int mo, float[] v, int vo,
      float decay, float beta1, float beta2, float rate, float scale, float epsilon) {
    FloatVector b1 = FloatVector.broadcast(S, beta1);
    FloatVector b2 = FloatVector.broadcast(S, beta2);
    FloatVector negativeRate = FloatVector.broadcast(S, -rate);
    FloatVector scales = FloatVector.broadcast(S, scale);
    FloatVector epsilons = FloatVector.broadcast(S, epsilon);
    for (int i = 0; i < n; i += S.length()) {
      FloatVector gi = FloatVector.fromArray(S, g, go + i);
      FloatVector mi = b1.fma(FloatVector.fromArray(S, m, mo + i), gi.mul(1 - beta1));
      FloatVector vi = b2.fma(FloatVector.fromArray(S, v, vo + i), gi.mul(1 - beta2).mul(gi));
      mi.intoArray(m, mo + i);
      vi.intoArray(v, vo + i);
      FloatVector step = mi.div(vi.sqrt().fma(scales, epsilons));
      FloatVector decayed = FloatVector.fromArray(S, p, po + i).mul(decay);
      negativeRate.fma(step, decayed).intoArray(p, po + i);
    }
  }
}
