package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How well two partitions of the same items agree. A partition gives each item the number of its
 * part; which number a part has makes no difference.
 */
public final class Partitions {
  private static final int MOST_PARTS = 16;

  private Partitions() {}

  /**
   * Returns the share of items that agree when parts are matched one to one in the best way: for
   * two parts, the larger of the shares with and without a swap.
   *
   * @throws IllegalArgumentException if the lengths differ, or one has more than 16 parts
   */
  public static double accuracy(int[] a, int[] b) {
    int[][] counts = counts(a, b);
    int[][] table = counts.length <= counts[0].length ? counts : counts(b, a);
    int columns = table[0].length;
    Checks.require(
        columns <= MOST_PARTS,
        "partitions: %d parts, at most %d can be matched",
        columns,
        MOST_PARTS);
    // best[s]: the most items in agreement when the first |s| rows take the columns of set s
    int[] best = new int[1 << columns];
    int most = 0;
    for (int set = 1; set < best.length; set++) {
      int row = Integer.bitCount(set) - 1;
      if (row < table.length) {
        for (int column = 0; column < columns; column++) {
          if ((set >> column & 1) == 1) {
            best[set] = Math.max(best[set], best[set ^ 1 << column] + table[row][column]);
          }
        }
        most = Math.max(most, best[set]);
      }
    }
    return (double) most / a.length;
  }

  /**
   * Returns the adjusted Rand index (Hubert and Arabie, "Comparing partitions", 1985): 1 for equal
   * partitions, 0 on average for random ones with parts of these sizes, below 0 for worse. Two
   * partitions into one part, or both into single items, agree: 1.
   */
  public static double adjustedRandIndex(int[] a, int[] b) {
    int[][] counts = counts(a, b);
    double together =
        Stream.of(counts).flatMapToInt(IntStream::of).mapToDouble(Partitions::pairs).sum();
    double inA = Stream.of(counts).mapToDouble(row -> pairs(IntStream.of(row).sum())).sum();
    double inB = Stream.of(counts(b, a)).mapToDouble(row -> pairs(IntStream.of(row).sum())).sum();
    double expected = a.length < 2 ? 0 : inA * inB / pairs(a.length);
    double highest = (inA + inB) / 2;
    return highest == expected ? 1 : (together - expected) / (highest - expected);
  }

  private static double pairs(int items) {
    return items * (items - 1.0) / 2;
  }

  /** Counts the items in each pair of parts. */
  private static int[][] counts(int[] a, int[] b) {
    Checks.require(a.length == b.length, "partitions: %d items against %d", a.length, b.length);
    Checks.require(a.length > 0, "partitions: there are no items");
    int[] rows = renumbered(a);
    int[] columns = renumbered(b);
    int width = 1 + Arrays.stream(columns).max().orElseThrow();
    int[][] counts = new int[1 + Arrays.stream(rows).max().orElseThrow()][width];
    for (int i = 0; i < a.length; i++) {
      counts[rows[i]][columns[i]]++;
    }
    return counts;
  }

  /** Numbers the parts 0, 1, 2, ... in the order of their first items. */
  static int[] renumbered(int[] parts) {
    Map<Integer, Integer> numbers = new HashMap<>();
    return IntStream.of(parts)
        .map(part -> {
          numbers.putIfAbsent(part, numbers.size());
          return numbers.get(part);
        })
        .toArray();
  }
}
