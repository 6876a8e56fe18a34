package dev.loci.tasks.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects names and edges while a file is read; both are bounded. */
final class NamedGraphBuilder {
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private long[] edges = new long[64];
  private int count;

  /**
   * Returns the number of a name, a new one if it was not seen before.
   *
   * @throws IllegalArgumentException if the name is empty, too long or not printable, or one too
   *     many; the message is half a sentence
   */
  int node(String name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    checkName(name);
    if (numbers.size() == Limits.NAMED_NODES) {
      throw new IllegalArgumentException(
          "there are more than the %d named nodes allowed".formatted(Limits.NAMED_NODES));
    }
    numbers.put(name, numbers.size());
    return numbers.size() - 1;
  }

  private static void checkName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a node's name is empty");
    }
    if (name.length() > Limits.NAME) {
      throw new IllegalArgumentException(
          "a node's name has %d characters, %d are allowed".formatted(name.length(), Limits.NAME));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a node's name holds a control character");
    }
  }

  /**
   * Adds an edge.
   *
   * @throws IllegalArgumentException if it is one too many; the message is half a sentence
   */
  void edge(int from, int to) {
    if (2L * (count + 1) > Limits.NUMBERS) {
      throw new IllegalArgumentException(
          "there are more than the %d edges allowed".formatted(Limits.NUMBERS / 2));
    }
    if (count == edges.length) {
      edges = Arrays.copyOf(edges, 2 * count);
    }
    edges[count++] = EdgeList.pack(from, to);
  }

  /** Returns the number of edges. */
  int edgeCount() {
    return count;
  }

  /** Returns the names in the order in which they appeared. */
  List<String> names() {
    return new ArrayList<>(numbers.keySet());
  }

  /** Returns the edges in the order in which they were added. */
  EdgeList edges() {
    return EdgeList.ofPacked(Arrays.copyOf(edges, count));
  }
}
