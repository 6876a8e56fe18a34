package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Kernels.LANES;

import java.util.Arrays;

/** The row kernels in vector code. */
final class SimdRowKernels extends ComposedRows<float[]> {
  /** Columns whose lanes, for two sums, stay in the first-level cache. */
  private static final int PARAMETER_COLUMNS = 64;

  /**
   * So many elements, of several rows, are taken through the steps of a computation together: the
   * steps of one row wait for each other.
   */
  private static final int TOGETHER = 4096;

  SimdRowKernels(Kernels<float[]> kernels) {
    super(kernels, Float32Elements.INSTANCE);
  }

  private static int rowsTogether(int n) {
    return Math.max(1, TOGETHER / Math.max(1, n));
  }

  private static float[] row(int n) {
    return Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.ROW, n);
  }

  private static float[] lanes() {
    return Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.LANES, LANES);
  }

  @Override
  public void addRow(int rows, int n, float[] x, int xo, int xrs, float[] b, int bo) {
    SimdRows.addRow(rows, n, x, xo, xrs, b, bo);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  public void softmax(int rows, int n, float[] x, int xo, float[] y, int yo) {
    if (n <= SimdLanes.W) {
      SimdSoftmax.shortRows(rows, n, x, xo, y, yo);
      return;
    }
    int together = rowsTogether(n);
    for (int row = 0; row < rows; row += together) {
      int some = Math.min(together, rows - row);
      int at = xo + row * n;
      if (x == y) {
        float[] copy = row(some * n);
        System.arraycopy(x, at, copy, 0, some * n);
        longSoftmax(some, n, copy, 0, y, yo + row * n);
      } else {
        longSoftmax(some, n, x, at, y, yo + row * n);
      }
    }
  }

  private void longSoftmax(int rows, int n, float[] x, int xo, float[] y, int yo) {
    if (!SimdSoftmax.longRows(rows, n, x, xo, y, yo)) {
      super.softmax(rows, n, x, xo, y, yo);
    }
  }

  @Override
  public void logNormalizer(int n, float[] x, int xo, float[] max, float[] log, int at) {
    float[] exponentials = row(n);
    float greatest = n > SimdLanes.W ? SimdSoftmax.max(n, x, xo) : 0;
    if (n > SimdLanes.W && SimdSoftmax.exponentials(n, x, xo, greatest, 0, 1, exponentials, 0)) {
      max[at] = greatest;
      log[at] = FloatMath.log(SimdReductions.sum(n, exponentials, 0));
    } else {
      super.logNormalizer(n, x, xo, max, log, at);
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  public void crossEntropyGradient(
      int n,
      float[] x,
      int xo,
      double max,
      double log,
      int label,
      double scale,
      float[] y,
      int yo) {
    float first = (float) max;
    float second = (float) log;
    float factor = (float) scale;
    if (n > SimdLanes.W
        && x != y
        && SimdSoftmax.exponentials(n, x, xo, first, second, factor, y, yo)) {
      if (label >= 0) {
        y[yo + label] = (FloatMath.exp((x[xo + label] - first) - second) - 1) * factor;
      }
    } else {
      super.crossEntropyGradient(n, x, xo, max, log, label, scale, y, yo);
    }
  }

  @Override
  public void layerNorm(
      int rows,
      int n,
      double epsilon,
      float[] x,
      int xo,
      float[] gain,
      int go,
      float[] bias,
      int bo,
      float[] y,
      int yo,
      float[] means,
      float[] reciprocals,
      int so) {
    float[] lanes = lanes();
    int together = rowsTogether(n);
    for (int first = 0; first < rows; first += together) {
      int last = Math.min(rows, first + together);
      for (int row = first; row < last; row++) {
        means[so + row] = SimdReductions.sum(n, x, xo + row * n);
      }
      for (int row = first; row < last; row++) {
        means[so + row] = (float) ((double) means[so + row] / n);
      }
      for (int row = first; row < last; row++) {
        reciprocals[so + row] = SimdLayerNorm.squares(n, x, xo + row * n, means[so + row], lanes);
      }
      for (int row = first; row < last; row++) {
        double variance = (double) reciprocals[so + row] / n;
        reciprocals[so + row] = (float) (1 / Math.sqrt(variance + epsilon));
      }
      int row = first;
      for (; row + 3 < last; row += 4) {
        int at = row * n;
        SimdLayerNorm.scaleAndShiftFour(
            n, x, xo + at, means, reciprocals, so + row, gain, go, bias, bo, y, yo + at);
      }
      for (; row < last; row++) {
        float mean = means[so + row];
        float reciprocal = reciprocals[so + row];
        int at = row * n;
        SimdLayerNorm.scaleAndShift(
            n, x, xo + at, mean, reciprocal, gain, go, bias, bo, y, yo + at);
      }
    }
  }

  @Override
  public void layerNormGradient(
      int rows,
      int n,
      float[] x,
      int xo,
      float[] means,
      float[] reciprocals,
      int so,
      float[] gain,
      int wo,
      float[] g,
      int go,
      float[] dx,
      int dxo) {
    float[] lanes = lanes();
    for (int row = 0; row < rows; row++) {
      int from = xo + row * n;
      int to = dxo + row * n;
      float mean = means[so + row];
      float reciprocal = reciprocals[so + row];
      SimdLayerNorm.sums(n, x, from, mean, reciprocal, gain, wo, g, go + row * n, dx, to, lanes);
      float a = (float) (-(double) lanes[0] / n);
      float b = (float) (-(double) lanes[1] / n);
      SimdLayerNorm.finish(n, x, from, mean, reciprocal, a, b, dx, to);
    }
  }

  @Override
  public void layerNormParameterGradients(
      int rows,
      int columns,
      int rs,
      float[] x,
      int xo,
      float[] means,
      float[] reciprocals,
      float[] g,
      int go,
      float[] dGain,
      int dgo,
      float[] dBias,
      int dbo) {
    float[] lanes =
        Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.TILE, 2 * LANES * PARAMETER_COLUMNS);
    int whole = columns - columns % SimdLanes.W;
    for (int j = 0; j < whole; j += PARAMETER_COLUMNS) {
      int width = Math.min(PARAMETER_COLUMNS, whole - j);
      SimdLayerNorm.parameterGradients(
          rows,
          width,
          rs,
          x,
          xo + j,
          means,
          reciprocals,
          g,
          go + j,
          dGain,
          dgo + j,
          dBias,
          dbo + j,
          lanes);
    }
    if (whole < columns) {
      super.layerNormParameterGradients(
          rows,
          columns - whole,
          rs,
          x,
          xo + whole,
          means,
          reciprocals,
          g,
          go + whole,
          dGain,
          dgo + whole,
          dBias,
          dbo + whole);
    }
  }

  @Override
  public void dotProducts(
      int n, int k, float[] a, int ao, int as, float[] b, int bo, int bs, float[] c, int co) {
    if (n <= SimdLanes.W) {
      float[] panel = Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.ROW, k * SimdLanes.W);
      SimdTriangle.dotProducts(n, k, a, ao, as, b, bo, bs, c, co, panel);
    } else {
      super.dotProducts(n, k, a, ao, as, b, bo, bs, c, co);
    }
  }

  @Override
  public void causalSoftmax(int n, double scale, float[] p, int po) {
    if (n <= SimdLanes.W) {
      SimdSoftmax.causal(n, (float) scale, p, po);
    } else {
      longCausalSoftmax(n, (float) scale, p, po);
    }
  }

  private void longCausalSoftmax(int n, float scale, float[] p, int po) {
    float[] scaled = row(n);
    for (int t = 0; t < n; t++) {
      int at = po + t * n;
      SimdSoftmax.scale(n, p, at, scale, scaled);
      if (t + 1 > SimdLanes.W) {
        longSoftmax(1, t + 1, scaled, 0, p, at);
      } else {
        SimdSoftmax.shortRows(1, t + 1, scaled, 0, p, at);
      }
      Arrays.fill(p, at + t + 1, at + n, 0);
    }
  }

  @Override
  public void causalSoftmaxGradient(int n, double scale, float[] p, int po, float[] d, int dpo) {
    if (n <= SimdLanes.W) {
      SimdSoftmax.causalGradient(n, (float) scale, p, po, d, dpo);
    } else {
      super.causalSoftmaxGradient(n, scale, p, po, d, dpo);
    }
  }

  @Override
  void corner(
      int n,
      int columns,
      float[] l,
      int lo,
      int ls,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs,
      boolean accumulate) {
    SimdTriangle.product(n, columns, l, lo, ls, b, bo, bs, c, co, cs, accumulate);
  }

  @Override
  void transposedCorner(
      int n,
      int columns,
      float[] l,
      int lo,
      int ls,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    SimdTriangle.transposedProduct(n, columns, l, lo, ls, b, bo, bs, c, co, cs);
  }
}
