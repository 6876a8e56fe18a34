package dev.loci.tasks.graph;

import dev.loci.tensor.random.PythonRandom;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A rectangular grid; node {@code r * columns + c} is linked to the ones right of it and below. Its
 * paths are straight runs and random walks, as many as there are nodes if so many are found.
 *
 * @param rows the number of rows
 * @param columns the number of columns
 * @param pathLength the number of nodes in a path
 */
public record Grid(int rows, int columns, int pathLength) implements GraphFamily {
  private static final int MAX_WALKS = 50_000;

  /** Checks the parameters. */
  public Grid {
    if (rows < 1 || columns < 1 || (long) rows * columns < 2) {
      throw new IllegalArgumentException("grid: %d x %d has no edge".formatted(rows, columns));
    }
    Limits.checkPathLength("grid", pathLength);
    // Up to four straight runs start at a node before the paths are cut to one per node.
    Limits.check("grid", (long) rows * columns, 4L * rows * columns, pathLength);
  }

  @Override
  public String name() {
    return "grid";
  }

  @Override
  public String stem() {
    return "grid_rows_%d_cols_%d_nodes_%d".formatted(rows, columns, nodeCount());
  }

  @Override
  public int nodeCount() {
    return rows * columns;
  }

  @Override
  public PathGraph generate(PythonRandom random, boolean randomizeNodeIds) {
    TreeSet<int[]> found = new TreeSet<>(Arrays::compare);
    addRuns(found, rows, columns, columns, 1);
    addRuns(found, columns, rows, 1, columns);
    for (int i = 0; i < MAX_WALKS && found.size() < nodeCount(); i++) {
      found.add(Walks.sample(random.below(nodeCount()), pathLength, this::neighbours, random));
    }
    int[][] paths = found.toArray(int[][]::new);
    random.shuffle(paths);
    int[][] kept = Arrays.copyOf(paths, Math.min(paths.length, nodeCount()));
    return new PathGraph(nodeCount(), forwardEdges(), OptionalInt.empty(), kept);
  }

  /** Adds all straight runs, in both directions, along lines whose nodes are {@code step} apart. */
  private void addRuns(TreeSet<int[]> runs, int lines, int length, int lineStep, int step) {
    for (int line = 0; line < lines; line++) {
      for (int from = 0; from + pathLength <= length; from++) {
        int first = line * lineStep + from * step;
        int last = first + (pathLength - 1) * step;
        runs.add(IntStream.range(0, pathLength).map(i -> first + i * step).toArray());
        runs.add(IntStream.range(0, pathLength).map(i -> last - i * step).toArray());
      }
    }
  }

  /** Returns the neighbours above, below, left and right, in this order. */
  private int[] neighbours(int node) {
    int[] all = new int[4];
    int n = 0;
    if (node >= columns) {
      all[n++] = node - columns;
    }
    if (node + columns < nodeCount()) {
      all[n++] = node + columns;
    }
    if (node % columns > 0) {
      all[n++] = node - 1;
    }
    if (node % columns < columns - 1) {
      all[n++] = node + 1;
    }
    return Arrays.copyOf(all, n);
  }

  private EdgeList forwardEdges() {
    return EdgeList.ofPacked(
        IntStream.range(0, nodeCount())
            .boxed()
            .flatMapToLong(u ->
                Arrays.stream(neighbours(u)).filter(v -> v > u).mapToLong(v -> EdgeList.pack(u, v)))
            .toArray());
  }
}
