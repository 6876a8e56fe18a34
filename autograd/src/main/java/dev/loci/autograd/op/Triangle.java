package dev.loci.autograd.op;

import dev.loci.tensor.kernel.Kernels;

/**
 * Products with a lower triangular matrix that leave the other triangle out, not just multiply by
 * its zeros: a position's bits must not depend on what comes after it, not even on a NaN there.
 *
 * <p>The triangle L is {@code (n, n)}, contiguous; rows of B and C are {@code ld} apart.
 */
final class Triangle {
  /** So many rows share one product over the columns that all of them have. */
  private static final int BLOCK = 16;

  private Triangle() {}

  /** {@code C = L B}: row t is one chain over k = 0..t. */
  static <A> void product(
      Kernels<A> kernels, int n, int columns, A l, int lo, A b, int bo, int ld, A c, int co) {
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      if (from > 0) {
        kernels.matmul(
            to - from,
            columns,
            from,
            l,
            lo + from * n,
            n,
            1,
            b,
            bo,
            ld,
            1,
            c,
            co + from * ld,
            ld,
            false);
      }
      for (int t = from; t < to; t++) {
        kernels.matmul(
            1,
            columns,
            t + 1 - from,
            l,
            lo + t * n + from,
            n,
            1,
            b,
            bo + from * ld,
            ld,
            1,
            c,
            co + t * ld,
            ld,
            from > 0);
      }
    }
  }

  /** {@code C = L^T B}: row t is one chain over k = t..n-1. */
  static <A> void transposedProduct(
      Kernels<A> kernels, int n, int columns, A l, int lo, A b, int bo, int ld, A c, int co) {
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      for (int t = from; t < to; t++) {
        kernels.matmul(
            1,
            columns,
            to - t,
            l,
            lo + t * n + t,
            1,
            n,
            b,
            bo + t * ld,
            ld,
            1,
            c,
            co + t * ld,
            ld,
            false);
      }
      if (to < n) {
        kernels.matmul(
            to - from,
            columns,
            n - to,
            l,
            lo + to * n + from,
            1,
            n,
            b,
            bo + to * ld,
            ld,
            1,
            c,
            co + from * ld,
            ld,
            true);
      }
    }
  }
}
