package dev.loci.tasks.experiment.tiny;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.optim.Optimizer;
import dev.loci.tasks.analysis.Similarity;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tensor.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** A model, and how it learns the edges of a graph: given a source, every target is right. */
abstract class EdgeLearner {
  private final DataSet data;
  private final int[][] edges;

  EdgeLearner(DataSet data) {
    this.data = data;
    edges = data.edges().toPairs();
  }

  /** The model and the task that the settings describe, with its initial weights. */
  static EdgeLearner of(TinySettings settings, DataSet data) {
    return settings.model().equals("node2vec")
        ? new Node2VecLearner(settings, data)
        : new SequenceLearner(settings, data);
  }

  final DataSet data() {
    return data;
  }

  /** Pairs of source and target, each as often as it is an example. */
  final int[][] edges() {
    return edges;
  }

  /** The model; its weights are what is trained. */
  abstract Module model();

  /** The table of which the first rows are the nodes. */
  abstract Parameter embedding();

  abstract Optimizer optimizer();

  /** What is minimised. */
  abstract Variable loss(Tape tape, @Nullable RandomStream dropout);

  /** The loss per example, in nats, of what is minimised. */
  abstract double mean(double minimised);

  /** The mean loss that no model can go below. */
  abstract double lossFloor();

  /** The scores of all targets for each source, {@code (n, n)} or wider. */
  abstract double[][] scores();

  /** How scores rank targets, by the measures of the model's kind. */
  abstract Recovered recovered(double[][] scores);

  /**
   * Shares of edges found.
   *
   * @param topOne those whose target is the first guess
   * @param neighbours of each source's neighbours, those among its best guesses
   */
  record Recovered(double topOne, double neighbours) {}

  /** The highest share of edges whose target any model can guess first. */
  final double topOneCeiling() {
    return data.edges().accuracyCeiling();
  }

  /** What the model has learned so far. */
  final Measurement measure(double minimised) {
    Recovered recovered = recovered(scores());
    return new Measurement(
        mean(minimised),
        recovered.topOne(),
        recovered.neighbours(),
        Similarity.of(embeddings()).geometricLevel(edges));
  }

  /** The same for a model whose loss is not known yet. */
  final Measurement measure() {
    return measure(loss(Tape.inference(), null).tensor().item());
  }

  /** The nodes' rows of the embedding. */
  final double[][] embeddings() {
    return Vectors.rows(embedding().value().slice(0, 0, data.nodeCount()));
  }

  /**
   * The state of learning at one step.
   *
   * @param loss mean cross-entropy of the edges, in nats
   * @param topOne share of edges whose target is the first guess
   * @param recovery mean share of a node's neighbours among as many best guesses
   * @param geometricLevel mean cosine of the embeddings of adjacent nodes
   */
  record Measurement(double loss, double topOne, double recovery, double geometricLevel) {}
}
