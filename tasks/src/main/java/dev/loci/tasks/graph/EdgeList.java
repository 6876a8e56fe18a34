package dev.loci.tasks.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * An immutable list of directed edges, in order; duplicates are allowed. Each is held as one long:
 * the source in the upper half, the target in the lower.
 */
public final class EdgeList {
  private final long[] edges;

  private EdgeList(long[] edges) {
    this.edges = edges;
  }

  /**
   * Returns the list of edges {@code sources[i] -> targets[i]}.
   *
   * @throws IllegalArgumentException if the lengths differ or a node is negative
   */
  public static EdgeList of(int[] sources, int[] targets) {
    if (sources.length != targets.length) {
      throw new IllegalArgumentException(
          "EdgeList: %d sources, but %d targets".formatted(sources.length, targets.length));
    }
    return new EdgeList(
        IntStream.range(0, sources.length).mapToLong(i -> pack(sources[i], targets[i])).toArray());
  }

  /** Returns the edges from each node 0..n-1 to itself. */
  public static EdgeList selfEdges(int n) {
    return new EdgeList(IntStream.range(0, n).mapToLong(v -> pack(v, v)).toArray());
  }

  static EdgeList ofPacked(long[] edges) {
    return new EdgeList(edges);
  }

  static long pack(int source, int target) {
    if (source < 0 || target < 0) {
      throw new IllegalArgumentException("EdgeList: negative node in " + source + "=" + target);
    }
    return (long) source << 32 | target;
  }

  /** Returns the number of edges. */
  public int size() {
    return edges.length;
  }

  /** Returns the source of edge i. */
  public int source(int i) {
    return (int) (edges[i] >>> 32);
  }

  /** Returns the target of edge i. */
  public int target(int i) {
    return (int) edges[i];
  }

  /** Returns the edges as pairs of source and target. */
  public int[][] toPairs() {
    return IntStream.range(0, size())
        .mapToObj(i -> new int[] {source(i), target(i)})
        .toArray(int[][]::new);
  }

  /** Returns every edge with its ends swapped, in the same order. */
  public EdgeList reversed() {
    return new EdgeList(LongStream.of(edges).map(e -> Long.rotateLeft(e, 32)).toArray());
  }

  /** Returns the edges by ascending source, then target. */
  public EdgeList sorted() {
    long[] sorted = edges.clone();
    Arrays.sort(sorted);
    return new EdgeList(sorted);
  }

  /** Returns the list without repetitions; the first of equals stays. */
  public EdgeList distinct() {
    return sortedDistinct().size() == size()
        ? this
        : new EdgeList(LongStream.of(edges).distinct().toArray());
  }

  /** Returns the edges by ascending source, then target, without repetitions. */
  EdgeList sortedDistinct() {
    long[] sorted = sorted().edges;
    int kept = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return new EdgeList(Arrays.copyOf(sorted, kept));
  }

  /** Returns these edges followed by the others. */
  public EdgeList concat(EdgeList others) {
    return new EdgeList(
        LongStream.concat(LongStream.of(edges), LongStream.of(others.edges)).toArray());
  }

  /**
   * Returns the least mean cross-entropy (in nats) that a model of target given source can reach on
   * these edges: the conditional entropy of their empirical distribution. 0 for no edges.
   */
  public double lossFloor() {
    long[] sorted = sorted().edges;
    double sum = 0;
    for (int from = 0; from < sorted.length; ) {
      int sourceEnd = endOfRun(sorted, from, 32);
      int degree = sourceEnd - from;
      while (from < sourceEnd) {
        int end = endOfRun(sorted, from, 0);
        int count = end - from;
        sum += count * StrictMath.log((double) degree / count);
        from = end;
      }
    }
    return sum / Math.max(1, sorted.length);
  }

  /**
   * Returns the best share of these edges whose target a function of the source can name: it names
   * each source's most frequent target. 0 for no edges.
   */
  public double accuracyCeiling() {
    long[] sorted = sorted().edges;
    int hits = 0;
    for (int from = 0; from < sorted.length; ) {
      int sourceEnd = endOfRun(sorted, from, 32);
      int best = 0;
      while (from < sourceEnd) {
        int end = endOfRun(sorted, from, 0);
        best = Math.max(best, end - from);
        from = end;
      }
      hits += best;
    }
    return (double) hits / Math.max(1, sorted.length);
  }

  /** Returns the end of the run of edges that agree with the first in all but their low bits. */
  private static int endOfRun(long[] sorted, int from, int lowBits) {
    int end = from + 1;
    while (end < sorted.length && sorted[end] >>> lowBits == sorted[from] >>> lowBits) {
      end++;
    }
    return end;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EdgeList that && Arrays.equals(edges, that.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }

  /** Returns the size and the first few edges. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("EdgeList of ").append(size()).append(": ");
    for (int i = 0; i < Math.min(size(), 10); i++) {
      text.append(source(i)).append('=').append(target(i)).append(' ');
    }
    return text.append(size() > 10 ? "..." : "").toString().strip();
  }
}
