package dev.loci.models.node2vec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The four small graphs of arXiv 2510.26745, with the ids that Node2Vec has there. */
enum TinyGraph {
  STAR(17, star()),
  GRID(16, grid()),
  CYCLE(15, cycle()),
  IRREGULAR(16, irregular());

  final int n;
  private final int[][] edges;

  TinyGraph(int n, int[][] edges) {
    this.n = n;
    this.edges = edges;
  }

  NeighbourLists graph(boolean selfEdges) {
    Stream<int[]> self = IntStream.range(0, selfEdges ? n : 0).mapToObj(u -> new int[] {u, u});
    return NeighbourLists.of(n, Stream.concat(Stream.of(edges), self).toArray(int[][]::new));
  }

  /** Root 0, arms 1-2-3-4, 5-6-7-8, ... */
  private static int[][] star() {
    return IntStream.range(1, 17)
        .mapToObj(v -> new int[] {v % 4 == 1 ? 0 : v - 1, v})
        .toArray(int[][]::new);
  }

  private static int[][] grid() {
    List<int[]> edges = new ArrayList<>();
    for (int u = 0; u < 16; u++) {
      if (u % 4 < 3) {
        edges.add(new int[] {u, u + 1});
      }
      if (u < 12) {
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
