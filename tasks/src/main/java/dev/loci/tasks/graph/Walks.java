package dev.loci.tasks.graph;

import dev.loci.tensor.random.PythonRandom;
import java.util.Arrays;
import java.util.function.IntFunction;

/** Random walks that do not turn back. */
final class Walks {
  private Walks() {}

  /**
   * Returns a walk of {@code length} nodes. Each step goes to one of the neighbours, uniformly, but
   * not to where it came from unless there is nowhere else.
   *
   * @param neighbours the neighbours of a node, in the order in which they are drawn from
   */
  static int[] sample(int start, int length, IntFunction<int[]> neighbours, PythonRandom random) {
    int[] walk = new int[length];
    walk[0] = start;
    for (int i = 1; i < length; i++) {
      int[] choices = neighbours.apply(walk[i - 1]);
      if (i > 1 && choices.length > 1) {
        int previous = walk[i - 2];
        choices = Arrays.stream(choices).filter(v -> v != previous).toArray();
      }
      walk[i] = random.choice(choices);
    }
    return walk;
  }
}
