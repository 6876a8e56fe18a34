package dev.loci.tasks.report;

import java.util.stream.IntStream;

/** Chooses which points of a long series are shown. */
final class Thinning {
  /** The start, where most happens, is always shown in full. */
  static final int HEAD = 60;

  private Thinning() {}

  /**
   * Ascending indices into a series: all of them if there are at most {@code limit}; otherwise the
   * first {@link #HEAD}, the last, and evenly spaced ones between.
   *
   * @throws IllegalArgumentException if {@code limit} leaves no room for the last point
   */
  static int[] indices(int count, int limit) {
    if (limit <= HEAD) {
      throw new IllegalArgumentException(
          "thinning: the limit %d must exceed %d".formatted(limit, HEAD));
    }
    if (count <= limit) {
      return IntStream.range(0, count).toArray();
    }
    int tail = limit - HEAD;
    return IntStream.concat(
            IntStream.range(0, HEAD),
            IntStream.rangeClosed(1, tail)
                .map(i -> HEAD - 1 + (int) ((long) i * (count - HEAD) / tail)))
        .toArray();
  }

  /** The same, and one index more if {@code always} is not among them. */
  static int[] indicesWith(int always, int count, int limit) {
    return IntStream.concat(IntStream.of(always), IntStream.of(indices(count, limit)))
        .distinct()
        .sorted()
        .toArray();
  }
}
