package dev.loci.tasks.graph;

/** What a model has to say about a path. */
public enum PathTarget {
  /** All nodes, from the first to the last. */
  FULL,
  /** All nodes, from the last to the first. */
  REVERSED,
  /** Only the node after the first, which is the hardest to tell on a star. */
  HARDEST_TOKEN
}
