package dev.loci.tensor.kernel;

/**
 * The float32 kernels. Every implementation gives the same bits for the same values.
 *
 * <p>Arrays come with an offset ({@code xo}) and, where an input may be broadcast or strided, with a
 * stride ({@code xs}); strides 0 and 1 are the fast ones. Outputs are contiguous. An output may be
 * the same array region as an input, never a shifted one.
 *
 * <p>Reductions follow one rule, whatever the hardware: element i is added to virtual lane i mod
 * {@link #LANES}, every lane starts from +0, and the lanes are summed in a fixed tree: lane j takes
 * lane j + LANES/2, then j + LANES/4, down to lane 1.
 */
public interface Kernels {
  /** The number of virtual lanes of a reduction: a constant of the arithmetic, not of a machine. */
  int LANES = 32;

  /** Returns what runs, for people: "scalar", or "simd" with the lane width. */
  String description();

  /** Computes {@code y[i] = op(x[i])} for i in 0..n-1. */
  void unary(UnaryOp op, int n, float[] x, int xo, int xs, float[] y, int yo);

  /** Computes {@code y[i] = op(a[i], b[i])} for i in 0..n-1. */
  void binary(
      BinaryOp op, int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo);

  /** Computes {@code y[i] = fma(a[i], b[i], c[i])} for i in 0..n-1. */
  void fma(
      int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] c, int co, int cs,
      float[] y, int yo);

  /** Returns the sum of n contiguous elements; +0 for none. */
  float sum(int n, float[] x, int xo);

  /** Returns the sum of products; each lane is a chain {@code lane = fma(a, b, lane)}. */
  float dot(int n, float[] a, int ao, float[] b, int bo);

  /** Returns the largest element; NaN if there is one; negative infinity for none. */
  float max(int n, float[] x, int xo);

  /**
   * Sums the rows of a matrix, {@code y[j] = sum over i of x[i][j]}: the same bits as {@link #sum} of
   * each column.
   *
   * @param xrs the distance from one row to the next
   */
  void sumRows(int rows, int columns, float[] x, int xo, int xrs, float[] y, int yo);

  /** The largest element of each column, as {@link #max}. */
  void maxRows(int rows, int columns, float[] x, int xo, int xrs, float[] y, int yo);

  /**
   * Multiplies matrices, {@code C = A B} or {@code C += A B}. Each element is one chain {@code c =
   * fma(a_k, b_k, c)} for k = 0, 1, ..., starting from +0, or from C when accumulating.
   *
   * @param ars distance between rows of A (m x k), {@code acs} between its columns
   * @param brs distance between rows of B (k x n), {@code bcs} between its columns
   * @param crs distance between rows of C (m x n), whose columns are adjacent
   */
  void matmul(
      int m, int n, int k,
      float[] a, int ao, int ars, int acs,
      float[] b, int bo, int brs, int bcs,
      float[] c, int co, int crs, boolean accumulate);

  /**
   * One AdamW update (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019), in
   * place, in this order: {@code p *= decay; m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2)
   * g^2; p -= rate * m / (sqrt(v) * scale + epsilon)}.
   *
   * @param decay {@code 1 - learning rate * weight decay}
   * @param rate the learning rate over the first bias correction
   * @param scale one over the root of the second bias correction
   */
  void adamw(
      int n, float[] p, int po, float[] g, int go, float[] m, int mo, float[] v, int vo,
      float decay, float beta1, float beta2, float rate, float scale, float epsilon);
}
