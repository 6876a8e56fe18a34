package dev.loci.tasks.graph;

/**
 * Which directed edges a data set lists. If neither direction is asked for, both are.
 *
 * @param forward the family's own direction, for instance away from a star's root
 * @param backward the opposite direction
 * @param self an edge from every node to itself
 */
public record EdgeOptions(boolean forward, boolean backward, boolean self) {
  /** Both directions, no self edges. */
  public static final EdgeOptions BOTH = new EdgeOptions(true, true, false);

  /** Creates the options; neither direction means both. */
  public EdgeOptions {
    if (!forward && !backward) {
      forward = true;
      backward = true;
    }
  }

  /**
   * Returns the edge examples of a graph: forward ones in ascending order, then backward ones in
   * the order of their forward twins, then self edges; the first of equals stays.
   *
   * @param edges the forward edges, in any order
   * @param nodes the number of nodes
   */
  public EdgeList apply(EdgeList edges, int nodes) {
    EdgeList sorted = edges.sorted();
    EdgeList chosen = forward ? sorted : sorted.reversed();
    if (forward && backward) {
      chosen = chosen.concat(sorted.reversed());
    }
    if (self) {
      chosen = chosen.concat(EdgeList.selfEdges(nodes));
    }
    return chosen.distinct();
  }
}
