package dev.loci.tasks.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The four small graphs of the experiments, each as directed edges both ways. */
enum Graphs {
  STAR(17, star()),
  GRID(16, grid()),
  CYCLE(15, cycle()),
  IRREGULAR(16, irregular());

  final int n;
  final int[][] forward;

  Graphs(int n, int[][] forward) {
    this.n = n;
    this.forward = forward;
  }

  int[][] edges() {
    Stream<int[]> backward = Arrays.stream(forward).map(e -> new int[] {e[1], e[0]});
    return Stream.concat(Arrays.stream(forward), backward).toArray(int[][]::new);
  }

  int[][] edgesAndSelfEdges() {
    Stream<int[]> self = IntStream.range(0, n).mapToObj(u -> new int[] {u, u});
    return Stream.concat(Arrays.stream(edges()), self).toArray(int[][]::new);
  }

  private static int[][] star() {
    int[][] arms = {{2, 13, 14, 7}, {9, 15, 12, 5}, {11, 8, 1, 0}, {16, 6, 4, 10}};
    List<int[]> edges = new ArrayList<>();
    for (int[] arm : arms) {
      int previous = 3;
      for (int node : arm) {
        edges.add(new int[] {previous, node});
        previous = node;
      }
    }
    return edges.toArray(int[][]::new);
  }

  private static int[][] grid() {
    List<int[]> edges = new ArrayList<>();
    for (int u = 0; u < 16; u++) {
      if (u % 4 < 3) {
        edges.add(new int[] {u, u + 1});
      }
      if (u / 4 < 3) {
        edges.add(new int[] {u, u + 4});
      }
    }
    return edges.toArray(int[][]::new);
  }

  private static int[][] cycle() {
    return IntStream.range(0, 15).mapToObj(u -> new int[] {u, (u + 1) % 15}).toArray(int[][]::new);
  }

  private static int[][] irregular() {
    return new int[][] {
      {0, 1}, {0, 11}, {1, 2}, {1, 3}, {2, 3}, {3, 4}, {4, 5}, {5, 6}, {5, 8}, {6, 7},
      {7, 8}, {8, 9}, {9, 10}, {10, 11}, {12, 13}, {12, 14}, {12, 15}, {13, 14}, {13, 15}, {14, 15}
    };
  }
}
