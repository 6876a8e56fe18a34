package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Kernels.LANES;

/** The row kernels in vector code. */
final class SimdRowKernels extends ComposedRows<float[]> {
  /** Columns whose lanes, for two sums, stay in the first-level cache. */
  private static final int PARAMETER_COLUMNS = 64;

  SimdRowKernels(Kernels<float[]> kernels) {
    super(kernels, Float32Elements.INSTANCE);
  }

  private static float[] lanes() {
    return Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.LANES, LANES);
  }

  @Override
  public void addRow(int rows, int n, float[] x, int xo, int xrs, float[] b, int bo) {
    SimdRows.addRow(rows, n, x, xo, xrs, b, bo);
  }

  @Override
  public void softmax(int rows, int n, float[] x, int xo, float[] y, int yo) {
    if (n <= SimdLanes.W) {
      SimdSoftmax.softmax(rows, n, x, xo, y, yo);
    } else {
      super.softmax(rows, n, x, xo, y, yo);
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
    for (int row = 0; row < rows; row++) {
      int from = xo + row * n;
      float mean = (float) ((double) SimdReductions.sum(n, x, from) / n);
      double variance = (double) SimdLayerNorm.squares(n, x, from, mean, lanes) / n;
      float reciprocal = (float) (1 / Math.sqrt(variance + epsilon));
      means[so + row] = mean;
      reciprocals[so + row] = reciprocal;
      SimdLayerNorm.scaleAndShift(
          n, x, from, mean, reciprocal, gain, go, bias, bo, y, yo + row * n);
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
      super.causalSoftmax(n, scale, p, po);
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
