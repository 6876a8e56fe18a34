package dev.loci.tensor.kernel;

/**
 * How elements of one type are stored and moved, without arithmetic.
 *
 * @param <A> the array type: {@code float[]}, {@code double[]} or {@code int[]}
 */
public interface Elements<A> {
  /** A new array of n zeros. */
  A allocate(int n);

  /** The array's length. */
  int length(A x);

  /** One element, widened. */
  double get(A x, int i);

  /** Stores one element, rounded to the type; int32 truncates. */
  void set(A x, int i, double value);

  /** Sets n elements that are {@code xs} apart. */
  void fill(int n, double value, A x, int xo, int xs);

  /** Copies n elements between strided places. */
  void copy(int n, A x, int xo, int xs, A y, int yo, int ys);

  /** {@code y[i] = 1} where the relation holds between a and b, else 0. */
  void compare(Comparison op, int n, A a, int ao, int as, A b, int bo, int bs, int[] y, int yo);

  /** {@code y[i] = c[i] != 0 ? a[i] : b[i]}. */
  void select(
      int n, int[] c, int co, int cs, A a, int ao, int as, A b, int bo, int bs, A y, int yo);
}
