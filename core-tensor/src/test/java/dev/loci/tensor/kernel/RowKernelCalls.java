package dev.loci.tensor.kernel;

import java.util.function.Consumer;

/** One call of each row kernel for a size, its results handed on. */
final class RowKernelCalls {
  private RowKernelCalls() {}

  /** Takes rows of n numbers from x, as many as asked for; x is left as it is. */
  static void run(RowKernels<float[]> k, int rows, int n, float[] x, Consumer<float[]> results) {
    float[] y = new float[rows * n + 2];
    float[] z = new float[rows * n + 2];
    System.arraycopy(x, 0, y, 0, rows * n);
    k.addRow(rows, n - n / 4, y, 2, n, x, 1);
    results.accept(y);
    k.softmax(rows, n, x, 1, y, 2);
    results.accept(y);
    k.logSoftmax(rows, n, x, 1, y, 2);
    results.accept(y);
    float[] max = new float[rows];
    float[] log = new float[rows];
    for (int row = 0; row < rows; row++) {
      k.logNormalizer(n, x, 1 + row * n, max, log, row);
      int label = (row + 3) % n;
      k.crossEntropyGradient(n, x, 1 + row * n, max[row], log[row], label, 0.37, y, 2 + row * n);
    }
    results.accept(max);
    results.accept(log);
    results.accept(y);
    float[] means = new float[rows + 1];
    float[] reciprocals = new float[rows + 1];
    k.layerNorm(rows, n, 1e-5, x, 1, x, 2, x, 0, y, 2, means, reciprocals, 1);
    results.accept(y);
    results.accept(means);
    results.accept(reciprocals);
    k.layerNormGradient(rows, n, x, 1, means, reciprocals, 1, x, 0, y, 2, z, 1);
    results.accept(z);
    int columns = n - n / 3;
    k.layerNormParameterGradients(
        rows,
        columns,
        n,
        x,
        1,
        means,
        reciprocals,
        y,
        2,
        max = new float[n],
        0,
        log = new float[n],
        n - columns);
    results.accept(max);
    results.accept(log);
  }

  /** The kernels of attention, for a head of n positions and some width. */
  static void attend(
      RowKernels<float[]> k, int n, int width, float[] x, Consumer<float[]> results) {
    float[] scores = new float[n * n + 1];
    k.dotProducts(n, width, x, 2, width + 1, x, 1, width + 2, scores, 1);
    results.accept(scores);
    float[] p = new float[n * n + 3];
    System.arraycopy(x, 1, p, 3, n * n);
    k.causalSoftmax(n, 0.3, p, 3);
    results.accept(p);
    float[] d = new float[n * n + 1];
    System.arraycopy(x, 0, d, 1, n * n);
    k.causalSoftmaxGradient(n, 0.3, p, 3, d, 1);
    results.accept(d);
    float[] y = new float[n * (width + 3) + 2];
    k.triangle(n, width, p, 3, x, 1, width + 1, y, 2, width + 3);
    results.accept(y);
    k.transposedTriangle(n, width, d, 1, x, 2, width + 2, y, 1, width + 3);
    results.accept(y);
  }
}
