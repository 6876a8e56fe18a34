package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.FloatMath.*;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The parts that the functions of {@link FloatMath} share, a vector at a time: the same operations
 * in the same order.
 *
 * <p>The methods are short, because the compiler inlines none of 325 bytecodes or more, or whose
 * own machine code takes 2500 bytes, and a vector that crosses a call is boxed.
 */
final class SimdMath {
  /** The species of the machine. It is a constant, or the compiler makes no vector code at all. */
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private SimdMath() {}

  static FloatVector exp(FloatVector x) {
    FloatVector above = x.blend(EXP_LOWEST, x.compare(LT, EXP_LOWEST));
    FloatVector c = above.blend(EXP_HIGHEST, above.compare(GT, EXP_HIGHEST));
    FloatVector t = c.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
    FloatVector mantissa = expm1Reduced(c, broadcast(S, 0), t).add(1f);
    return mantissa.mul(firstScale(t)).mul(secondScale(t));
  }

  static FloatVector expm1Reduced(FloatVector x, FloatVector low, FloatVector t) {
    FloatVector n = t.sub(ROUND);
    FloatVector high = n.fma(broadcast(S, -LN2_HIGH), x);
    FloatVector r = n.fma(broadcast(S, -LN2_LOW), high).add(low);
    FloatVector q = broadcast(S, EXP_4).fma(r, broadcast(S, EXP_3));
    q = q.fma(r, broadcast(S, EXP_2));
    q = q.fma(r, broadcast(S, EXP_1));
    q = q.fma(r, broadcast(S, EXP_0));
    return q.fma(r.mul(r), r);
  }

  static FloatVector firstScale(FloatVector t) {
    IntVector half = t.reinterpretAsInts().sub(ROUND_BITS).lanewise(ASHR, 1);
    return half.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
  }

  static FloatVector secondScale(FloatVector t) {
    IntVector n = t.reinterpretAsInts().sub(ROUND_BITS);
    IntVector rest = n.sub(n.lanewise(ASHR, 1));
    return rest.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
  }

  static FloatVector logReduced(FloatVector f, FloatVector k) {
    FloatVector q = broadcast(S, LOG_7).fma(f, broadcast(S, LOG_6));
    q = q.fma(f, broadcast(S, LOG_5));
    q = q.fma(f, broadcast(S, LOG_4));
    q = q.fma(f, broadcast(S, LOG_3));
    q = q.fma(f, broadcast(S, LOG_2));
    q = q.fma(f, broadcast(S, LOG_1));
    q = q.fma(f, broadcast(S, LOG_0));
    FloatVector rest = q.fma(f, broadcast(S, -0.5f)).mul(f.mul(f));
    FloatVector tail = k.fma(broadcast(S, LN2_LOW), rest);
    FloatVector power = k.mul(LN2_HIGH);
    FloatVector sum = power.add(f);
    FloatVector error = f.sub(sum.sub(power));
    return sum.add(tail.add(error));
  }
}
