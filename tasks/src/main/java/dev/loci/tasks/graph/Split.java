package dev.loci.tasks.graph;

import dev.loci.tensor.random.PythonRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Paths to train on and paths held out.
 *
 * @param train the training paths
 * @param test the held-out paths
 */
public record Split(int[][] train, int[][] test) {

  /**
   * Returns a split at the leaf: the shuffled paths, the first {@code ratio} of them to train on.
   */
  public static Split ofPaths(int[][] paths, double ratio, PythonRandom random) {
    int[][] shuffled = paths.clone();
    random.shuffle(shuffled);
    int cut = cut(shuffled.length, ratio);
    return new Split(
        Arrays.copyOf(shuffled, cut), Arrays.copyOfRange(shuffled, cut, shuffled.length));
  }

  /**
   * Returns a split at the first hop: whole subtrees are trained on or held out, paths keep their
   * order.
   */
  public static Split ofSubtrees(int[][] paths, double ratio, PythonRandom random) {
    int[] subtrees = Arrays.stream(paths).mapToInt(path -> path[1]).sorted().distinct().toArray();
    random.shuffle(subtrees);
    Set<Integer> trained =
        Arrays.stream(subtrees, 0, cut(subtrees.length, ratio)).boxed().collect(Collectors.toSet());
    return new Split(
        Arrays.stream(paths).filter(path -> trained.contains(path[1])).toArray(int[][]::new),
        Arrays.stream(paths).filter(path -> !trained.contains(path[1])).toArray(int[][]::new));
  }

  private static int cut(int count, double ratio) {
    return (int) (ratio * count);
  }
}
