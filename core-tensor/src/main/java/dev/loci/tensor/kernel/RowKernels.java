package dev.loci.tensor.kernel;

/**
 * The kernels that go along the rows of a matrix, one type of element: each stands for a sequence
 * of operations of {@link Kernels}, which {@link ComposedRows} spells out, and has its bits.
 *
 * <p>Rows are contiguous and follow one another unless a distance between them is given. {@code y}
 * may be {@code x}.
 *
 * @param <A> the array type: {@code float[]} or {@code double[]}
 */
public interface RowKernels<A> {
  /**
   * Adds a row b to each row of x, in place.
   *
   * @param xrs the distance from one row to the next
   */
  void addRow(int rows, int n, A x, int xo, int xrs, A b, int bo);

  /** Computes {@code y_i = e_i / sum(e)} with {@code e_i = exp(x_i - max(x))} for each row. */
  void softmax(int rows, int n, A x, int xo, A y, int yo);

  /** Computes {@code y_i = (x_i - max(x)) - log(sum_j exp(x_j - max(x)))} for each row. */
  void logSoftmax(int rows, int n, A x, int xo, A y, int yo);

  /** What {@link #logSoftmax} subtracts: {@code max(x)} and the logarithm of the sum. */
  void logNormalizer(int n, A x, int xo, A max, A log, int at);

  /**
   * Computes {@code y = (softmax(x) - onehot(label)) * scale} for one row, softmax being the
   * exponential of the log-softmax.
   *
   * @param max as {@link #logNormalizer} has found it, as {@code log}
   * @param label -1 for none
   */
  void crossEntropyGradient(
      int n, A x, int xo, double max, double log, int label, double scale, A y, int yo);

  /**
   * Computes {@code y = h gain + bias} with {@code h = (x - mean(x)) / sqrt(var(x) + epsilon)} for
   * each row, and keeps each row's mean and the reciprocal of its root, from {@code so} on.
   */
  void layerNorm(
      int rows,
      int n,
      double epsilon,
      A x,
      int xo,
      A gain,
      int go,
      A bias,
      int bo,
      A y,
      int yo,
      A means,
      A reciprocals,
      int so);

  /**
   * The gradient of {@link #layerNorm} by x: {@code dx = r (e - mean(e) - h mean(e h))} with {@code
   * e = g gain} and r the root's reciprocal.
   */
  void layerNormGradient(
      int rows,
      int n,
      A x,
      int xo,
      A means,
      A reciprocals,
      int so,
      A gain,
      int wo,
      A g,
      int go,
      A dx,
      int dxo);

  /**
   * The gradients of {@link #layerNorm} by gain and bias for some adjacent columns: the sums over
   * the rows of {@code g h} and of g, each as {@link Kernels#sumRows}.
   *
   * @param rs the distance from one row to the next in x and in g
   */
  void layerNormParameterGradients(
      int rows,
      int columns,
      int rs,
      A x,
      int xo,
      A means,
      A reciprocals,
      A g,
      int go,
      A dGain,
      int dgo,
      A dBias,
      int dbo);

  /**
   * Multiplies each row of A by each row of B, {@code C = A B^T} as {@link Kernels#matmul}; A and B
   * are {@code (n, k)}, C is {@code (n, n)} and contiguous.
   *
   * @param as the distance between rows of A, as {@code bs} of B
   */
  void dotProducts(int n, int k, A a, int ao, int as, A b, int bo, int bs, A c, int co);

  /**
   * Turns the scores {@code (n, n)} of a causal attention into its probabilities, in place: row t
   * becomes the softmax of its first t + 1 scores times {@code scale}, and zeros.
   */
  void causalSoftmax(int n, double scale, A p, int po);

  /**
   * Turns the gradient by the probabilities p into that by the unscaled scores, in place: {@code d
   * = p (d - sum(d p)) scale} for the first t + 1 elements of row t, and zeros.
   */
  void causalSoftmaxGradient(int n, double scale, A p, int po, A d, int dpo);

  /**
   * Multiplies a lower triangular matrix L, {@code (n, n)} and contiguous, by B: row t of C is one
   * chain over k = 0..t. The other triangle is left out, not just multiplied as zeros: a position's
   * bits must not depend on what comes after it, not even on a NaN there.
   *
   * @param bs the distance between rows of B, as {@code cs} of C
   */
  void triangle(int n, int columns, A l, int lo, A b, int bo, int bs, A c, int co, int cs);

  /** As {@link #triangle} with the transpose of L: row t of C is one chain over k = t..n-1. */
  void transposedTriangle(
      int n, int columns, A l, int lo, A b, int bo, int bs, A c, int co, int cs);
}
