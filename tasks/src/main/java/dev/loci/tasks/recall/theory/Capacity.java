package dev.loci.tasks.recall.theory;

/**
 * What it takes at least to recall random bijections (section 3): counting arguments about the
 * number of fact sets and the bits that could tell them apart.
 *
 * <p>W are the bits of all weights but the token embedding, B those of one token's embedding. An
 * output matrix that depends on the facts counts with W.
 */
public final class Capacity {
  private static final double LOG_2 = StrictMath.log(2);

  private Capacity() {}

  /** {@code log2(n!)}: exactly summed for small n, otherwise by Stirling's series. */
  public static double log2Factorial(long n) {
    if (n < 64) {
      double sum = 0;
      for (long i = 2; i <= n; i++) {
        sum += StrictMath.log(i);
      }
      return sum / LOG_2;
    }
    double x = n;
    double series = 1 / (12 * x) - 1 / (360 * x * x * x);
    return (x * StrictMath.log(x) - x + StrictMath.log(2 * Math.PI * x) / 2 + series) / LOG_2;
  }

  /** The information of R bijections of N subjects, {@code R log2(N!)} bits. */
  public static double information(long subjects, long relations) {
    return relations * log2Factorial(subjects);
  }

  /**
   * The bits that one token's embedding needs for single hops if the other weights hold W: all fact
   * sets give different tables, so {@code W + (N + R) B >= R log2(N!)}.
   */
  public static double embeddingBits(long subjects, long relations, double weightBits) {
    double rest = information(subjects, relations) - weightBits;
    return Math.max(0, rest / (subjects + relations));
  }

  /**
   * The first bound on W for k hops, k at least 2, without chain of thought (Theorem 4.2): {@code
   * C_global = (R - 1) log2(N!) - (N + R) B}. Fact sets with the same table differ by one
   * permutation t, {@code f'_r = t f_r}, so there are at least {@code (N!)^(R-1)} tables.
   */
  public static double globalBound(long subjects, long relations, double embeddingBits) {
    return (relations - 1) * log2Factorial(subjects) - (subjects + relations) * embeddingBits;
  }

  /**
   * The second bound on W for k hops, k at least 2, without chain of thought (Theorem 4.2): {@code
   * C_local = max over m of m R^k log2(N/2) - (m + R) B} with {@code 1 <= m <= N / (4 R^k)}. The
   * trees below m subjects use at most half of all, so each of their m R^k leaves can be any of
   * N/2.
   *
   * @return negative infinity if there is no such m, or one relation only, of which the k-th power
   *     can be the same for different facts
   */
  public static double localBound(long subjects, long relations, int hops, double embeddingBits) {
    if (relations < 2) {
      return Double.NEGATIVE_INFINITY;
    }
    double leaves = StrictMath.pow(relations, hops);
    double most = Math.floor(subjects / (4 * leaves));
    if (most < 1) {
      return Double.NEGATIVE_INFINITY;
    }
    double each = leaves * (StrictMath.log(subjects) / LOG_2 - 1) - embeddingBits;
    double m = each > 0 ? most : 1; // linear in m, so the largest is at an end
    return m * each - relations * embeddingBits;
  }

  /**
   * The bits that the weights without the token embedding need at least: for k = 1 what the
   * embedding can't hold, otherwise the larger of both bounds, and never less than 0.
   */
  public static double weightBits(long subjects, long relations, int hops, double embeddingBits) {
    if (hops == 1) {
      double held = (subjects + relations) * embeddingBits;
      return Math.max(0, information(subjects, relations) - held);
    }
    double global = globalBound(subjects, relations, embeddingBits);
    double local = localBound(subjects, relations, hops, embeddingBits);
    return Math.max(0, Math.max(global, local));
  }

  /**
   * The significant bits with which sums of two products of numbers between -1 and 1 are told apart
   * if they are {@code margin} apart: {@code log2(2 / margin)}, at least 1, and one more for what
   * rounding does. With p bits weights are up to {@code 2^-(p+1)} off and a sum {@code 2^-p}, so
   * that two sums come closer by less than {@code 2^(2-p)}.
   */
  static int significantBits(double margin) {
    return 1 + (int) Math.max(1, Math.ceil(StrictMath.log(2 / margin) / LOG_2));
  }
}
