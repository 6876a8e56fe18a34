package dev.loci.tensor.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A piece of work that tells whether a SIMD kernel has become as fast as it should be. */
final class Probe {
  private static final int N = 1000; // not a multiple of any vector's length: tails count
  private static final long SLICE_NANOS = 2_000_000;

  /** Half compiled vector code is many times slower than scalar code, never just a little. */
  private static final double TOLERANCE = 1.5;

  private final Consumer<Kernels<float[]>> work;
  private double bestScalar = Double.POSITIVE_INFINITY;

  private Probe(Consumer<Kernels<float[]>> work) {
    this.work = work;
  }

  /** Runs the scalar kernel for a short while, to learn what it achieves. */
  void runScalar(Kernels<float[]> scalar) {
    bestScalar = Math.min(bestScalar, time(scalar));
  }

  /** Runs the SIMD kernel for a short while and returns whether it was as fast as it should be. */
  boolean isFast(Kernels<float[]> simd) {
    return time(simd) < TOLERANCE * bestScalar;
  }

  private double time(Kernels<float[]> kernels) {
    long start = System.nanoTime();
    long last = start;
    long best = Long.MAX_VALUE;
    while (last - start < SLICE_NANOS) {
      work.accept(kernels);
      long now = System.nanoTime();
      best = Math.min(best, now - last);
      last = now;
    }
    return best;
  }

  /** Returns one probe for every vectorised loop, and products of several shapes. */
  static List<Probe> all() {
    List<Probe> probes = new ArrayList<>();
    float[] x = numbers(N, 0.01f);
    float[] y = new float[N];
    for (UnaryOp op : UnaryOp.values()) {
      probes.add(new Probe(k -> k.unary(op, N, x, 0, 1, y, 0)));
    }
    for (BinaryOp op : BinaryOp.values()) {
      probes.add(new Probe(k -> k.binary(op, N, x, 0, 1, x, 0, 1, y, 0)));
      probes.add(new Probe(k -> k.binary(op, N, x, 0, 1, x, 1, 0, y, 0)));
      probes.add(new Probe(k -> k.binary(op, N, x, 1, 0, x, 0, 1, y, 0)));
    }
    for (int bs = 0; bs <= 1; bs++) {
      for (int cs = 0; cs <= 1; cs++) {
        probes.add(fma(x, bs, cs, y));
      }
    }
    addReductions(probes, x, y);
    addRows(probes);
    float[][] state = {numbers(N, 1), numbers(N, 1), numbers(N, 1), numbers(N, 1)};
    probes.add(
        new Probe(k ->
            k.adamw(
                N, state[0], 0, state[1], 0, state[2], 0, state[3], 0, 1, 0.9f, 0.999f, 1e-3f, 1,
                1e-8f)));
    probes.add(product(256, 32, 32));
    probes.add(product(64, 64, 64));
    probes.add(product(33, 17, 70));
    return probes;
  }

  private static Probe fma(float[] x, int bs, int cs, float[] y) {
    return new Probe(k -> k.fma(N, x, 0, 1, x, 0, bs, x, 0, cs, y, 0));
  }

  private static void addReductions(List<Probe> probes, float[] x, float[] y) {
    probes.add(new Probe(k -> y[0] = (float) k.sum(N, x, 0)));
    probes.add(new Probe(k -> y[0] = (float) k.dot(N, x, 0, x, 0)));
    probes.add(new Probe(k -> y[0] = (float) k.max(N, x, 0)));
    float[] rows = numbers(50 * 70, 1);
    probes.add(new Probe(k -> k.sumRows(50, 67, rows, 0, 70, y, 0)));
    probes.add(new Probe(k -> k.maxRows(50, 67, rows, 0, 70, y, 0)));
  }

  private static void addRows(List<Probe> probes) {
    for (int n : new int[] {5, 20, 70}) {
      float[] x = numbers(n * n, 0.01f);
      float[] y = new float[n * n];
      float[] z = new float[n * n];
      probes.add(new Probe(k -> k.rows().softmax(n, n, x, 0, y, 0)));
      probes.add(new Probe(k -> k.rows().logSoftmax(n, n, x, 0, y, 0)));
      probes.add(new Probe(k -> k.rows().logNormalizer(n * n, x, 0, y, z, 0)));
      probes.add(new Probe(k -> k.rows().crossEntropyGradient(n * n, x, 0, 1, 1, 2, 1, y, 0)));
      probes.add(new Probe(k -> k.rows().layerNorm(n, n, 1, x, 0, x, 0, x, 1, y, 0, z, z, 0)));
      probes.add(new Probe(k -> k.rows().layerNormGradient(n, n, x, 0, x, x, 0, x, 0, x, 0, y, 0)));
      probes.add(
          new Probe(
              k -> k.rows().layerNormParameterGradients(n, n, n, x, 0, x, x, x, 0, y, 0, z, 0)));
      probes.add(
          new Probe(k -> {
            System.arraycopy(x, 0, y, 0, n * n);
            k.rows().causalSoftmax(n, 1, y, 0);
            k.rows().causalSoftmaxGradient(n, 1, x, 0, y, 0);
          }));
      probes.add(new Probe(k -> k.rows().dotProducts(n, n, x, 0, n, x, 0, n, y, 0)));
      probes.add(new Probe(k -> k.rows().triangle(n, n, x, 0, x, 0, n, y, 0, n)));
      probes.add(new Probe(k -> k.rows().transposedTriangle(n, n, x, 0, x, 0, n, y, 0, n)));
    }
  }

  /** A product with each of the operands as it is, and transposed. */
  private static Probe product(int m, int n, int k) {
    float[] a = numbers(m * k, 1f / k);
    float[] b = numbers(k * n, 1f / k);
    float[] c = new float[m * n];
    return new Probe(kernels -> {
      kernels.matmul(m, n, k, a, 0, k, 1, b, 0, n, 1, c, 0, n, false);
      kernels.matmul(m, n, k, a, 0, k, 1, b, 0, 1, k, c, 0, n, true);
      kernels.matmul(m, n, k, a, 0, 1, m, b, 0, n, 1, c, 0, n, true);
    });
  }

  private static float[] numbers(int n, float scale) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (i % 97 + 1) * scale;
    }
    return x;
  }
}
