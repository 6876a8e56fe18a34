package dev.loci.tasks.graph;

import dev.loci.tensor.random.PythonRandom;

/**
 * A family of graphs with its parameters, which make one graph and its paths. A path length counts
 * nodes, the first included.
 *
 * <p>Constructors refuse impossible parameters with an {@link IllegalArgumentException} whose
 * message says which.
 */
public sealed interface GraphFamily permits Star, Grid, Cycle, Irregular {
  /** Returns the family's name, as in {@code <name>_graphs_randomized}. */
  String name();

  /** Returns the part of a file name that tells this graph from others. */
  String stem();

  /** Returns the number of nodes, isolated ones included. */
  int nodeCount();

  /** Returns the number of nodes in a path. */
  int pathLength();

  /**
   * Makes the graph and its paths.
   *
   * @param randomizeNodeIds whether a star's ids are shuffled; the other families keep theirs
   */
  PathGraph generate(PythonRandom random, boolean randomizeNodeIds);
}
