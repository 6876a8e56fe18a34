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
  /**
   * The species of the machine, and the only one: the methods of a vector call others on whatever
   * class it is of, and where the compiler has seen two it may leave a call and box every vector.
   * It is a constant, or the compiler makes no vector code at all.
   */
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private SimdMath() {}

  static FloatVector exp(FloatVector x) {
    FloatVector above = x.blend(EXP_LOWEST, x.compare(LT, EXP_LOWEST));
    FloatVector c = above.blend(EXP_HIGHEST, above.compare(GT, EXP_HIGHEST));
    FloatVector t = c.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
    FloatVector mantissa = expm1Polynomial(reduced(c, t)).add(1f);
    IntVector n = t.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = n.lanewise(ASHR, 1);
    FloatVector first = half.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
    FloatVector second = n.sub(half).lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
    return mantissa.mul(first).mul(second);
  }

  /** Returns {@code x - n log(2)}, where t is n + ROUND. */
  static FloatVector reduced(FloatVector x, FloatVector t) {
    FloatVector n = t.sub(ROUND);
    return n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), x));
  }

  /** Returns {@code exp(r) - 1}. */
  static FloatVector expm1Polynomial(FloatVector r) {
    FloatVector q = broadcast(S, EXP_4).fma(r, broadcast(S, EXP_3));
    q = q.fma(r, broadcast(S, EXP_2));
    q = q.fma(r, broadcast(S, EXP_1));
    q = q.fma(r, broadcast(S, EXP_0));
    return q.fma(r.mul(r), r);
  }

  /** Returns {@code log(1 + f) - f}; with {@link #logSum}, log((1 + f) 2^k). */
  static FloatVector logRest(FloatVector f) {
    FloatVector q = broadcast(S, LOG_7).fma(f, broadcast(S, LOG_6));
    q = q.fma(f, broadcast(S, LOG_5));
    q = q.fma(f, broadcast(S, LOG_4));
    q = q.fma(f, broadcast(S, LOG_3));
    q = q.fma(f, broadcast(S, LOG_2));
    q = q.fma(f, broadcast(S, LOG_1));
    q = q.fma(f, broadcast(S, LOG_0));
    return q.fma(f, broadcast(S, -0.5f)).mul(f.mul(f));
  }

  static FloatVector logSum(FloatVector f, FloatVector rest, FloatVector k) {
    FloatVector tail = k.fma(broadcast(S, LN2_LOW), rest);
    FloatVector power = k.mul(LN2_HIGH);
    FloatVector sum = power.add(f);
    FloatVector error = f.sub(sum.sub(power));
    return sum.add(tail.add(error));
  }
}
