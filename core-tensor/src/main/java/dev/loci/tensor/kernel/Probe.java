package dev.loci.tensor.kernel;

import dev.loci.tensor.kernel.WarmingKernels.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A piece of work that tells whether a SIMD kernel has become as fast as it should be. */
final class Probe {
  private static final int N = 1000; // not a multiple of any vector's length: tails count
  private static final long SLICE_NANOS = 2_000_000;

  /** Half compiled vector code is many times slower than scalar code, never just a little. */
  private static final double TOLERANCE = 1.5;

  private final Slot slot;
  private final boolean product;
  private final List<Consumer<Kernels<float[]>>> stages;
  private int stage;
  private double bestScalar = Double.POSITIVE_INFINITY;

  private Probe(Slot slot, boolean product, List<Consumer<Kernels<float[]>>> stages) {
    this.slot = slot;
    this.product = product;
    this.stages = stages;
  }

  private static Probe of(Slot slot, Consumer<Kernels<float[]>> work) {
    return new Probe(slot, false, List.of(work));
  }

  /** Whether its kernel is in use, and not known to be fast. */
  boolean isWanted() {
    return stage < stages.size() && slot.isUsed();
  }

  boolean isProduct() {
    return product;
  }

  /** Runs the SIMD kernel for a short while, and hands it over if it is fast enough. */
  void run(Kernels<float[]> scalar, Kernels<float[]> simd) {
    if (bestScalar == Double.POSITIVE_INFINITY) {
      runScalar(scalar);
    }
    if (isFast(simd)) {
      runScalar(scalar); // which may have been compiled only meanwhile
      if (isFast(simd)) {
        stage++;
        bestScalar = Double.POSITIVE_INFINITY;
        if (stage == stages.size()) {
          slot.replace(simd);
        }
      }
    }
  }

  private void runScalar(Kernels<float[]> scalar) {
    bestScalar = Math.min(bestScalar, time(scalar));
  }

  private boolean isFast(Kernels<float[]> simd) {
    return time(simd) < TOLERANCE * bestScalar;
  }

  private double time(Kernels<float[]> kernels) {
    Consumer<Kernels<float[]>> work = stages.get(stage);
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

  /** Returns one probe for every kernel, those that matter most first. */
  static List<Probe> all(WarmingKernels warming) {
    List<Probe> probes = new ArrayList<>();
    // The innermost loops one by one first: in a large product they would take seconds.
    Consumer<Kernels<float[]>> block = products(12, 32, 24);
    probes.add(
        new Probe(
            warming.product, true, List.of(block, products(22, 40, 24), products(130, 168, 100))));
    probes.add(new Probe(warming.smallProduct, true, List.of(block, products(20, 20, 24))));
    float[] x = numbers(N, 0.01f);
    float[] y = new float[N];
    addRows(probes, warming.rows);
    for (UnaryOp op : UnaryOp.values()) {
      probes.add(of(warming.unary[op.ordinal()], k -> k.unary(op, N, x, 0, 1, y, 0)));
    }
    for (BinaryOp op : BinaryOp.values()) {
      probes.add(binary(warming, op, x, 1, 1, y));
      probes.add(binary(warming, op, x, 1, 0, y));
      probes.add(binary(warming, op, x, 0, 1, y));
    }
    for (int bs = 0; bs <= 1; bs++) {
      for (int cs = 0; cs <= 1; cs++) {
        probes.add(fma(warming, x, bs, cs, y));
      }
    }
    addReductions(probes, warming, x, y);
    float[][] state = {numbers(N, 1), numbers(N, 1), numbers(N, 1), numbers(N, 1)};
    probes.add(
        of(
            warming.adamw,
            k ->
                k.adamw(
                    N, state[0], 0, state[1], 0, state[2], 0, state[3], 0, 1, 0.9f, 0.999f, 1e-3f,
                    1, 1e-8f)));
    return probes;
  }

  private static Probe binary(
      WarmingKernels warming, BinaryOp op, float[] x, int as, int bs, float[] y) {
    return of(warming.binary(op, as, bs), k -> k.binary(op, N, x, 0, as, x, 0, bs, y, 0));
  }

  private static Probe fma(WarmingKernels warming, float[] x, int bs, int cs, float[] y) {
    return of(warming.fma(1, bs, cs), k -> k.fma(N, x, 0, 1, x, 0, bs, x, 0, cs, y, 0));
  }

  private static void addReductions(
      List<Probe> probes, WarmingKernels warming, float[] x, float[] y) {
    probes.add(of(warming.sum, k -> y[0] = (float) k.sum(N, x, 0)));
    probes.add(of(warming.dot, k -> y[0] = (float) k.dot(N, x, 0, x, 0)));
    probes.add(of(warming.max, k -> y[0] = (float) k.max(N, x, 0)));
    float[] rows = numbers(50 * 70, 1);
    probes.add(of(warming.sumRows, k -> k.sumRows(50, 67, rows, 0, 70, y, 0)));
    probes.add(of(warming.maxRows, k -> k.maxRows(50, 67, rows, 0, 70, y, 0)));
  }

  private static void addRows(List<Probe> probes, WarmingRows warming) {
    float[] x = numbers(70 * 70, 0.01f);
    float[] y = new float[70 * 70];
    float[] z = new float[70 * 70];
    probes.add(rows(warming.addRow, (k, n) -> k.addRow(n, n, y, 0, n, x, 0)));
    probes.add(rows(warming.softmax, (k, n) -> k.softmax(n, n, x, 0, y, 0)));
    probes.add(rows(warming.logSoftmax, (k, n) -> k.logSoftmax(n, n, x, 0, y, 0)));
    probes.add(rows(warming.logNormalizer, (k, n) -> k.logNormalizer(n * n, x, 0, y, z, 0)));
    probes.add(
        rows(
            warming.crossEntropyGradient,
            (k, n) -> k.crossEntropyGradient(n * n, x, 0, 1, 1, 2, 1, y, 0)));
    probes.add(
        rows(warming.layerNorm, (k, n) -> k.layerNorm(n, n, 1, x, 0, x, 0, x, 1, y, 0, z, z, 0)));
    probes.add(
        rows(
            warming.layerNormGradient,
            (k, n) -> k.layerNormGradient(n, n, x, 0, x, x, 0, x, 0, x, 0, y, 0)));
    probes.add(
        rows(
            warming.layerNormParameterGradients,
            (k, n) -> k.layerNormParameterGradients(n, n, n, x, 0, x, x, x, 0, y, 0, z, 0)));
    probes.add(
        rows(
            warming.causalSoftmax,
            (k, n) -> {
              System.arraycopy(x, 0, y, 0, n * n);
              k.causalSoftmax(n, 1, y, 0);
            }));
    probes.add(
        rows(
            warming.causalSoftmaxGradient,
            (k, n) -> {
              System.arraycopy(x, 0, y, 0, n * n);
              k.causalSoftmaxGradient(n, 1, x, 0, y, 0);
            }));
    probes.add(rows(warming.dotProducts, (k, n) -> k.dotProducts(n, n, x, 0, n, x, 0, n, y, 0)));
    probes.add(rows(warming.triangle, (k, n) -> k.triangle(n, n, x, 0, x, 0, n, y, 0, n)));
    probes.add(
        rows(
            warming.transposedTriangle,
            (k, n) -> k.transposedTriangle(n, n, x, 0, x, 0, n, y, 0, n)));
  }

  /** A kernel that goes along rows of n elements. */
  @FunctionalInterface
  private interface RowWork {
    void run(RowKernels<float[]> kernels, int n);
  }

  private static Probe rows(Slot slot, RowWork work) {
    return of(
        slot,
        k -> {
          work.run(k.rows(), 5);
          work.run(k.rows(), 20);
          work.run(k.rows(), 70);
        });
  }

  /**
   * Products with each of the operands as it is, and transposed. They begin with zeros and with
   * what C holds: a branch that has never been taken is not compiled.
   */
  private static Consumer<Kernels<float[]>> products(int m, int n, int k) {
    float[] a = numbers(m * k, 1f / k);
    float[] b = numbers(k * n, 1f / k);
    float[] c = new float[m * n];
    return kernels -> {
      for (boolean accumulate : new boolean[] {false, true}) {
        kernels.matmul(m, n, k, a, 0, k, 1, b, 0, n, 1, c, 0, n, accumulate);
        kernels.matmul(m, n, k, a, 0, k, 1, b, 0, 1, k, c, 0, n, accumulate);
        kernels.matmul(m, n, k, a, 0, 1, m, b, 0, n, 1, c, 0, n, accumulate);
      }
    };
  }

  private static float[] numbers(int n, float scale) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (i % 97 + 1) * scale;
    }
    return x;
  }
}
