package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;

import jdk.incubator.vector.FloatVector;

/** The AdamW update over whole vectors only. */
final class SimdAdamW {
  private SimdAdamW() {}

  static void update(
      int n,
      float[] p,
      int po,
      float[] g,
      int go,
      float[] m,
      int mo,
      float[] v,
      int vo,
      double decay,
      double beta1,
      double beta2,
      double rate,
      double scale,
      double epsilon) {
    FloatVector b1 = FloatVector.broadcast(S, (float) beta1);
    FloatVector b2 = FloatVector.broadcast(S, (float) beta2);
    FloatVector negativeRate = FloatVector.broadcast(S, -(float) rate);
    FloatVector scales = FloatVector.broadcast(S, (float) scale);
    FloatVector epsilons = FloatVector.broadcast(S, (float) epsilon);
    float rest1 = (float) (1 - beta1);
    float rest2 = (float) (1 - beta2);
    for (int i = 0; i < n; i += S.length()) {
      FloatVector gi = FloatVector.fromArray(S, g, go + i);
      FloatVector mi = b1.fma(FloatVector.fromArray(S, m, mo + i), gi.mul(rest1));
      FloatVector vi = b2.fma(FloatVector.fromArray(S, v, vo + i), gi.mul(rest2).mul(gi));
      mi.intoArray(m, mo + i);
      vi.intoArray(v, vo + i);
      FloatVector step = mi.div(vi.sqrt().fma(scales, epsilons));
      FloatVector decayed = FloatVector.fromArray(S, p, po + i).mul((float) decay);
      negativeRate.fma(step, decayed).intoArray(p, po + i);
    }
  }
}
