package dev.loci.tasks.graph;

/** How large a data set may be: far above any that is trained on, far below what fills a heap. */
final class Limits {
  /** The most nodes of a graph. */
  static final int NODES = 10_000_000;

  /** The most node ids in one file: two per edge, and those of all prefixes and paths. */
  static final int NUMBERS = 20_000_000;

  /** The most characters in a line. */
  static final int LINE = 1 << 20;

  /** The most nodes of a graph whose nodes have names. */
  static final int NAMED_NODES = 1_000_000;

  /** The most characters in a node's name. */
  static final int NAME = 200;

  /** The most bytes in a GraphML file. */
  static final int XML_BYTES = 1 << 28;

  /** How deep elements nest in a GraphML file. */
  static final int XML_DEPTH = 32;

  private Limits() {}

  /**
   * Checks what a family is about to generate.
   *
   * @throws IllegalArgumentException if there are too many nodes, or ids in all paths together
   */
  static void check(String family, long nodes, long paths, int pathLength) {
    if (nodes > NODES) {
      throw new IllegalArgumentException(
          "%s: more than the %d nodes allowed".formatted(family, NODES));
    }
    if (paths * pathLength > NUMBERS) {
      throw new IllegalArgumentException(
          "%s: %d paths of %d nodes are more than the %d node ids allowed"
              .formatted(family, paths, pathLength, NUMBERS));
    }
  }

  /** Checks the number of nodes in a path. */
  static void checkPathLength(String family, int pathLength) {
    if (pathLength < 2) {
      throw new IllegalArgumentException(
          "%s: a path has at least 2 nodes, not %d".formatted(family, pathLength));
    }
  }
}
