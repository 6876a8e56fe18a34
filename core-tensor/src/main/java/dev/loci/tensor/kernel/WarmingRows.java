package dev.loci.tensor.kernel;

import dev.loci.tensor.kernel.WarmingKernels.Slot;

/** The row kernels of {@link WarmingKernels}. */
final class WarmingRows implements RowKernels<float[]> {
  final Slot addRow;
  final Slot softmax;
  final Slot logSoftmax;
  final Slot logNormalizer;
  final Slot crossEntropyGradient;
  final Slot layerNorm;
  final Slot layerNormGradient;
  final Slot layerNormParameterGradients;
  final Slot dotProducts;
  final Slot causalSoftmax;
  final Slot causalSoftmaxGradient;
  final Slot triangle;
  final Slot transposedTriangle;

  WarmingRows(Kernels<float[]> scalar) {
    addRow = new Slot(scalar);
    softmax = new Slot(scalar);
    logSoftmax = new Slot(scalar);
    logNormalizer = new Slot(scalar);
    crossEntropyGradient = new Slot(scalar);
    layerNorm = new Slot(scalar);
    layerNormGradient = new Slot(scalar);
    layerNormParameterGradients = new Slot(scalar);
    dotProducts = new Slot(scalar);
    causalSoftmax = new Slot(scalar);
    causalSoftmaxGradient = new Slot(scalar);
    triangle = new Slot(scalar);
    transposedTriangle = new Slot(scalar);
  }

  @Override
  public void addRow(int rows, int n, float[] x, int xo, int xrs, float[] b, int bo) {
    addRow.use().rows().addRow(rows, n, x, xo, xrs, b, bo);
  }

  @Override
  public void softmax(int rows, int n, float[] x, int xo, float[] y, int yo) {
    softmax.use().rows().softmax(rows, n, x, xo, y, yo);
  }

  @Override
  public void logSoftmax(int rows, int n, float[] x, int xo, float[] y, int yo) {
    logSoftmax.use().rows().logSoftmax(rows, n, x, xo, y, yo);
  }

  @Override
  public void logNormalizer(int n, float[] x, int xo, float[] max, float[] log, int at) {
    logNormalizer.use().rows().logNormalizer(n, x, xo, max, log, at);
  }

  @Override
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
    crossEntropyGradient.use().rows().crossEntropyGradient(n, x, xo, max, log, label, scale, y, yo);
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
    layerNorm
        .use()
        .rows()
        .layerNorm(rows, n, epsilon, x, xo, gain, go, bias, bo, y, yo, means, reciprocals, so);
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
    layerNormGradient
        .use()
        .rows()
        .layerNormGradient(rows, n, x, xo, means, reciprocals, so, gain, wo, g, go, dx, dxo);
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
    layerNormParameterGradients
        .use()
        .rows()
        .layerNormParameterGradients(
            rows, columns, rs, x, xo, means, reciprocals, g, go, dGain, dgo, dBias, dbo);
  }

  @Override
  public void dotProducts(
      int n, int k, float[] a, int ao, int as, float[] b, int bo, int bs, float[] c, int co) {
    dotProducts.use().rows().dotProducts(n, k, a, ao, as, b, bo, bs, c, co);
  }

  @Override
  public void causalSoftmax(int n, double scale, float[] p, int po) {
    causalSoftmax.use().rows().causalSoftmax(n, scale, p, po);
  }

  @Override
  public void causalSoftmaxGradient(int n, double scale, float[] p, int po, float[] d, int dpo) {
    causalSoftmaxGradient.use().rows().causalSoftmaxGradient(n, scale, p, po, d, dpo);
  }

  @Override
  public void triangle(
      int n, int columns, float[] l, int lo, float[] b, int bo, int bs, float[] c, int co, int cs) {
    triangle.use().rows().triangle(n, columns, l, lo, b, bo, bs, c, co, cs);
  }

  @Override
  public void transposedTriangle(
      int n, int columns, float[] l, int lo, float[] b, int bo, int bs, float[] c, int co, int cs) {
    transposedTriangle.use().rows().transposedTriangle(n, columns, l, lo, b, bo, bs, c, co, cs);
  }
}
