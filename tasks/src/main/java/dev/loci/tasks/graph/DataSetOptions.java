package dev.loci.tasks.graph;

import java.nio.file.Path;

/**
 * What to build, under the names of the builder's flags. The family holds the flags that describe
 * the graph; {@code add_self_edges} is not among them because both variants are always built.
 *
 * @param family the graph ({@code graph_type}, {@code path_length}, {@code total_nodes} and more)
 * @param trainSplitRatio the share of paths (or of subtrees) to train on, rounded down
 * @param splitSubtreeHoldout whether whole subtrees of a tree-star are held out
 * @param addForwardEdges whether forward edges are listed
 * @param addBackwardEdges whether backward edges are listed; neither flag means both
 * @param includeStartNodeInPathFinetuning whether a path's prefix begins with its first node
 * @param useDirectionalEdgePretraining a mark in the file names, without effect on the data
 * @param randomSeed the seed of all that is random
 * @param randomizeNodeIds whether a star's node ids are shuffled
 * @param datasetRoot the folder in which the family's folder is written
 * @param overwrite whether files of the same data set are replaced; otherwise they are an error
 */
public record DataSetOptions(
    GraphFamily family,
    double trainSplitRatio,
    boolean splitSubtreeHoldout,
    boolean addForwardEdges,
    boolean addBackwardEdges,
    boolean includeStartNodeInPathFinetuning,
    boolean useDirectionalEdgePretraining,
    long randomSeed,
    boolean randomizeNodeIds,
    Path datasetRoot,
    boolean overwrite) {

  /** Checks the ratio, and that only a tree-star is split by subtrees. */
  public DataSetOptions {
    if (!(trainSplitRatio >= 0 && trainSplitRatio <= 1)) {
      throw new IllegalArgumentException(
          "train_split_ratio: " + trainSplitRatio + " is not between 0 and 1");
    }
    if (splitSubtreeHoldout && !(family instanceof Star star && star.subtreeDegree() >= 2)) {
      throw new IllegalArgumentException(
          "split_subtree_holdout: only a star with a subtree degree of 2 or more has subtrees to"
              + " hold out, not "
              + family.stem());
    }
  }

  /** Returns the defaults for a graph: three quarters to train on, both directions, seed 0. */
  public static DataSetOptions of(GraphFamily family, Path datasetRoot) {
    return new DataSetOptions(
        family, 0.75, false, false, false, false, false, 0, true, datasetRoot, false);
  }

  /** Returns these options with another seed. */
  public DataSetOptions withRandomSeed(long seed) {
    return new DataSetOptions(
        family,
        trainSplitRatio,
        splitSubtreeHoldout,
        addForwardEdges,
        addBackwardEdges,
        includeStartNodeInPathFinetuning,
        useDirectionalEdgePretraining,
        seed,
        randomizeNodeIds,
        datasetRoot,
        overwrite);
  }

  /** Returns these options with the ids of a star's nodes shuffled, or in order. */
  public DataSetOptions withRandomizeNodeIds(boolean on) {
    return new DataSetOptions(
        family,
        trainSplitRatio,
        splitSubtreeHoldout,
        addForwardEdges,
        addBackwardEdges,
        includeStartNodeInPathFinetuning,
        useDirectionalEdgePretraining,
        randomSeed,
        on,
        datasetRoot,
        overwrite);
  }

  /** Returns these options with other edge directions. */
  public DataSetOptions withDirections(boolean forward, boolean backward) {
    return new DataSetOptions(
        family,
        trainSplitRatio,
        splitSubtreeHoldout,
        forward,
        backward,
        includeStartNodeInPathFinetuning,
        useDirectionalEdgePretraining,
        randomSeed,
        randomizeNodeIds,
        datasetRoot,
        overwrite);
  }

  /** Returns these options with another split. */
  public DataSetOptions withSplit(double ratio, boolean subtreeHoldout) {
    return new DataSetOptions(
        family,
        ratio,
        subtreeHoldout,
        addForwardEdges,
        addBackwardEdges,
        includeStartNodeInPathFinetuning,
        useDirectionalEdgePretraining,
        randomSeed,
        randomizeNodeIds,
        datasetRoot,
        overwrite);
  }

  /** Returns these options with the start node in or out of prefixes. */
  public DataSetOptions withStartNode(boolean included) {
    return new DataSetOptions(
        family,
        trainSplitRatio,
        splitSubtreeHoldout,
        addForwardEdges,
        addBackwardEdges,
        included,
        useDirectionalEdgePretraining,
        randomSeed,
        randomizeNodeIds,
        datasetRoot,
        overwrite);
  }

  /** Returns these options with existing files replaced or refused. */
  public DataSetOptions withOverwrite(boolean on) {
    return new DataSetOptions(
        family,
        trainSplitRatio,
        splitSubtreeHoldout,
        addForwardEdges,
        addBackwardEdges,
        includeStartNodeInPathFinetuning,
        useDirectionalEdgePretraining,
        randomSeed,
        randomizeNodeIds,
        datasetRoot,
        on);
  }

  /** Returns which edges the variant with or without self edges lists. */
  public EdgeOptions edges(boolean selfEdges) {
    return new EdgeOptions(addForwardEdges, addBackwardEdges, selfEdges);
  }

  /** Returns the folder of the family's data sets. */
  public Path folder() {
    return datasetRoot.resolve(family.name() + "_graphs_randomized");
  }
}
