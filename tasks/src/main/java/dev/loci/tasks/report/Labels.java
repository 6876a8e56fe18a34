package dev.loci.tasks.report;

import java.util.ArrayList;
import java.util.List;

/** Which node carries whose number, so that nodes that hide each other are all named. */
final class Labels {
  /** More runs of ids than this end in a count of the rest. */
  private static final int MOST_RUNS = 4;

  private Labels() {}

  /**
   * For each node the ascending ids that stand on it: its own and those of the nodes it covers, or
   * none if another covers it. A node covers those whose centres its disc hides, and so their
   * numbers, unless one in front of it does.
   *
   * @param frontToBack all ids, the nearest first
   * @param x horizontal centres by id
   * @param y vertical centres by id
   * @param radius by id
   */
  static int[][] groups(int[] frontToBack, double[] x, double[] y, double[] radius) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      groups.add(new ArrayList<>());
    }
    List<Integer> fronts = new ArrayList<>();
    for (int node : frontToBack) {
      int front =
          fronts.stream()
              .filter(f -> StrictMath.hypot(x[node] - x[f], y[node] - y[f]) < radius[f])
              .findFirst()
              .orElse(node);
      if (front == node) {
        fronts.add(node);
      }
      groups.get(front).add(node);
    }
    return groups.stream()
        .map(group -> group.stream().mapToInt(id -> id).sorted().toArray())
        .toArray(int[][]::new);
  }

  /** Ascending ids as text: {@code 7}, {@code 7, 14}, {@code 12–15}, {@code 0, 2, 4, 6 +3}. */
  static String of(int[] ids) {
    List<String> runs = new ArrayList<>();
    int named = 0;
    while (named < ids.length && runs.size() < MOST_RUNS) {
      int end = named + 1;
      while (end < ids.length && ids[end] == ids[end - 1] + 1) {
        end++;
      }
      if (end - named < 3) { // two in a row read better apart
        end = named + 1;
      }
      String first = Integer.toString(ids[named]);
      runs.add(end == named + 1 ? first : first + "–" + ids[end - 1]);
      named = end;
    }
    String text = String.join(", ", runs);
    int rest = ids.length - named;
    return rest == 0 ? text : text + " +" + rest;
  }
}
