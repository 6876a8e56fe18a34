package dev.loci.tensor.kernel;

/**
 * The arithmetic of one element type. Every implementation for a type gives the same bits for the
 * same values.
 *
 * <p>Arrays come with an offset ({@code xo}) and, where an input may be broadcast or strided, with
 * a stride ({@code xs}); strides 0 and 1 are the fast ones. Outputs are contiguous. An output may
 * be the same array region as an input, never a shifted one.
 *
 * <p>Reductions follow one rule, whatever the hardware: element i is added to virtual lane i mod
 * {@link #LANES}, every lane starts from +0, and the lanes are summed in a fixed tree: lane j takes
 * lane j + LANES/2, then j + LANES/4, down to lane 1.
 *
 * <p>Scalars cross this interface as doubles: a result is widened exactly, an argument is rounded
 * to the element type first.
 *
 * @param <A> the array type: {@code float[]}, {@code double[]} or {@code int[]}
 */
public interface Kernels<A> {
  /** The number of virtual lanes of a reduction: a constant of the arithmetic, not of a machine. */
  int LANES = 32;

  /** Returns what runs, for people: "scalar", or "simd" with the lane width. */
  String description();

  /**
   * The kernels that go along rows.
   *
   * @throws IllegalArgumentException for int32
   */
  RowKernels<A> rows();

  /**
   * The kernels of the selective scan.
   *
   * @throws IllegalArgumentException for int32
   */
  ScanKernels<A> scan();

  /** Computes {@code y[i] = op(x[i])} for i in 0..n-1. */
  void unary(UnaryOp op, int n, A x, int xo, int xs, A y, int yo);

  /** Computes {@code y[i] = op(a[i], b[i])} for i in 0..n-1. */
  void binary(BinaryOp op, int n, A a, int ao, int as, A b, int bo, int bs, A y, int yo);

  /** Computes {@code y[i] = fma(a[i], b[i], c[i])} for i in 0..n-1. */
  void fma(int n, A a, int ao, int as, A b, int bo, int bs, A c, int co, int cs, A y, int yo);

  /**
   * Adds the products of rows of two matrices to y, for each column one chain {@code y[j] =
   * fma(a[i][j], b[i][j], y[j])} for i = 0, 1, ...
   *
   * @param ars the distance from one row of a to the next, {@code brs} of b
   */
  default void fmaRows(int rows, int n, A a, int ao, int ars, A b, int bo, int brs, A y, int yo) {
    for (int i = 0; i < rows; i++) {
      fma(n, a, ao + i * ars, 1, b, bo + i * brs, 1, y, yo, 1, y, yo);
    }
  }

  /** Returns the sum of n contiguous elements; +0 for none. */
  double sum(int n, A x, int xo);

  /** Returns the sum of products; each lane is a chain {@code lane = fma(a, b, lane)}. */
  double dot(int n, A a, int ao, A b, int bo);

  /** Returns the largest element; NaN if there is one; negative infinity for none. */
  double max(int n, A x, int xo);

  /**
   * Sums the rows of a matrix, {@code y[j] = sum over i of x[i][j]}: the same bits as {@link #sum}
   * of each column.
   *
   * @param xrs the distance from one row to the next
   */
  void sumRows(int rows, int columns, A x, int xo, int xrs, A y, int yo);

  /** The largest element of each column, as {@link #max}. */
  void maxRows(int rows, int columns, A x, int xo, int xrs, A y, int yo);

  /**
   * Multiplies matrices, {@code C = A B} or {@code C += A B}. Each element is one chain {@code c =
   * fma(a_k, b_k, c)} for k = 0, 1, ..., starting from +0, or from C when accumulating.
   *
   * @param ars distance between rows of A (m x k), {@code acs} between its columns
   * @param brs distance between rows of B (k x n), {@code bcs} between its columns
   * @param crs distance between rows of C (m x n), whose columns are adjacent
   */
  void matmul(
      int m,
      int n,
      int k,
      A a,
      int ao,
      int ars,
      int acs,
      A b,
      int bo,
      int brs,
      int bcs,
      A c,
      int co,
      int crs,
      boolean accumulate);

  /**
   * Multiplies matrices as above and hands every element of C, once its chain is complete, to the
   * epilogue.
   */
  default void matmul(
      int m,
      int n,
      int k,
      A a,
      int ao,
      int ars,
      int acs,
      A b,
      int bo,
      int brs,
      int bcs,
      A c,
      int co,
      int crs,
      boolean accumulate,
      Epilogue epilogue) {
    matmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate);
    if (m > 0 && n > 0) {
      epilogue.apply(0, m, 0, n);
    }
  }

  /**
   * One AdamW update (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019), in
   * place, in this order: {@code p *= decay; m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2)
   * g^2; p -= rate * m / (sqrt(v) * scale + epsilon)}. A product that is added to something is
   * fused with the addition, {@code beta1 m} and {@code beta2 v} in the moments.
   *
   * @param decay {@code 1 - learning rate * weight decay}
   * @param rate the learning rate over the first bias correction
   * @param scale one over the root of the second bias correction
   */
  void adamw(
      int n,
      A p,
      int po,
      A g,
      int go,
      A m,
      int mo,
      A v,
      int vo,
      double decay,
      double beta1,
      double beta2,
      double rate,
      double scale,
      double epsilon);
}
