package dev.loci.bench;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many virtual lanes a reduction should have: what {@code Kernels.LANES} was chosen by.
 *
 * <p>A sum over 16, 32 or 64 lanes is one, two or four dependent chains of 512-bit additions, and
 * twice as many of 256 bits. More chains hide more latency; fewer are added up sooner in the end.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ReductionLanesBenchmark {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int W = S.length();

  @Param({"16", "32", "64"})
  int lanes;

  @Param({"128", "8192"})
  int length;

  private float[] x = {};

  @Setup
  public void fill() {
    x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = 1f / (i + 1);
    }
  }

  @Benchmark
  public float sum() {
    return switch (lanes / W) {
      case 1 -> sum1().reduceLanes(VectorOperators.ADD);
      case 2 -> sum2(0, W, 2 * W).reduceLanes(VectorOperators.ADD);
      case 4 -> sum4(0, W, 4 * W).reduceLanes(VectorOperators.ADD);
      // Pairs of the tree are W * 4 apart, so the even and the odd vectors meet last.
      case 8 -> sum4(0, 2 * W, 8 * W).add(sum4(W, 2 * W, 8 * W)).reduceLanes(VectorOperators.ADD);
      default -> throw new IllegalStateException("no sum for lanes of " + W);
    };
  }

  private FloatVector sum1() {
    FloatVector s = FloatVector.zero(S);
    for (int i = 0; i < length; i += W) {
      s = s.add(FloatVector.fromArray(S, x, i));
    }
    return s;
  }

  private FloatVector sum2(int from, int apart, int step) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    for (int i = from; i + apart < length; i += step) {
      s0 = s0.add(FloatVector.fromArray(S, x, i));
      s1 = s1.add(FloatVector.fromArray(S, x, i + apart));
    }
    return s0.add(s1);
  }

  private FloatVector sum4(int from, int apart, int step) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int i = from;
    for (; i + 3 * apart < length; i += step) {
      s0 = s0.add(FloatVector.fromArray(S, x, i));
      s1 = s1.add(FloatVector.fromArray(S, x, i + apart));
      s2 = s2.add(FloatVector.fromArray(S, x, i + 2 * apart));
      s3 = s3.add(FloatVector.fromArray(S, x, i + 3 * apart));
    }
    if (i < length) {
      s0 = s0.add(FloatVector.fromArray(S, x, i));
    }
    if (i + apart < length) {
      s1 = s1.add(FloatVector.fromArray(S, x, i + apart));
    }
    return s0.add(s2).add(s1.add(s3));
  }
}
