package dev.loci.models.node2vec;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Activation;
import dev.loci.nn.Embedding;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.MalformedFileException;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A vector for each node of a graph, such that products of vectors tell neighbours (Grover and
 * Leskovec, "node2vec: Scalable Feature Learning for Networks", 2016), in the form that arXiv
 * 2510.26745 studies: a softmax over all nodes, the node itself included.
 *
 * <p>Parameters are zeros until a {@link Node2VecInitializer} fills them or {@link #load(Map)}
 * takes over a state.
 */
public final class Node2Vec extends Module {
  private static final String EMBEDDING = "embedding";
  private static final String TARGETS = "targets";
  private static final String EMBEDDING_WEIGHT = EMBEDDING + ".weight";
  private static final String TARGETS_WEIGHT = TARGETS + ".weight";

  private final Node2VecConfig config;
  private final Embedding embedding;
  private final Embedding targets;

  public Node2Vec(Node2VecConfig config) {
    this.config = config;
    embedding = child(EMBEDDING, new Embedding(config.nodes(), config.width()));
    targets =
        config.tied() ? embedding : child(TARGETS, new Embedding(config.nodes(), config.width()));
  }

  /**
   * Reads a model from the file of its {@link #state}; the configuration follows from the shapes.
   *
   * @throws MalformedFileException if the file is no model of this kind
   */
  public static Node2Vec read(Path file) throws IOException {
    Map<String, Tensor> state = SafeTensors.read(file).tensors();
    Tensor weight = state.get(EMBEDDING_WEIGHT);
    boolean tied = state.size() == 1;
    if (weight == null
        || weight.rank() != 2
        || !(tied || state.keySet().equals(Set.of(EMBEDDING_WEIGHT, TARGETS_WEIGHT)))) {
      throw new MalformedFileException(
          file,
          "is not a node2vec model: it holds %s, expected %s as a matrix and at most %s besides"
              .formatted(new TreeSet<>(state.keySet()), EMBEDDING_WEIGHT, TARGETS_WEIGHT));
    }
    try {
      Shape shape = weight.shape();
      Node2Vec model = new Node2Vec(new Node2VecConfig(shape.dim(0), shape.dim(1), tied));
      model.load(state);
      return model;
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(file, "is not a node2vec model: " + e.getMessage());
    }
  }

  public Node2VecConfig config() {
    return config;
  }

  /** The vectors of the nodes as sources, {@code (n, D)}; with tied weights the only ones. */
  public Parameter embedding() {
    return embedding.weight();
  }

  /** The vectors of the nodes as targets, {@code (n, D)}. */
  public Parameter targets() {
    return targets.weight();
  }

  /** Computes the logits {@code (n, n)} of all targets for each source. */
  public Variable forward(Tape tape) {
    return logits(embedding.weight().on(tape));
  }

  /**
   * Computes the logits {@code (B, n)} of all targets for some sources.
   *
   * @param nodes the sources, int32 {@code (B)}
   */
  public Variable forward(Tape tape, Tensor nodes) {
    return logits(embedding.forward(tape, nodes));
  }

  /** Maps vectors {@code (B, D)} to logits {@code (B, n)}. */
  private Variable logits(Variable vectors) {
    return vectors.linear(targets.weight().on(vectors.tape()), null, Activation.IDENTITY);
  }

  /**
   * Computes the loss of all nodes: the sum over nodes of the mean over neighbours of {@code -log
   * softmax}. A node without neighbours adds nothing.
   */
  public Variable loss(Tape tape, NeighbourLists graph) {
    requireSize(graph);
    Tensor all = Tensor.of(IntStream.range(0, config.nodes()).toArray());
    return forward(tape).setCrossEntropy(all, graph.offsets(), graph.targets());
  }

  /**
   * Computes that sum over some nodes only.
   *
   * @param nodes the sources, int32 {@code (B)}; may change in place from one replay to the next
   */
  public Variable loss(Tape tape, NeighbourLists graph, Tensor nodes) {
    requireSize(graph);
    return forward(tape, nodes).setCrossEntropy(nodes, graph.offsets(), graph.targets());
  }

  /**
   * Computes the loss of pairs against drawn negatives (Mikolov and others, "Distributed
   * Representations of Words and Phrases and their Compositionality", 2013): the sum of {@code -log
   * sigmoid(u v) - sum(log sigmoid(-u w))} over pairs (u, v) and the negatives w of each.
   *
   * @param sources u, int32 {@code (P)}
   * @param positives v, int32 {@code (P)}
   * @param negatives w, int32 {@code (P, K)}
   */
  public Variable negativeSamplingLoss(
      Tape tape, Tensor sources, Tensor positives, Tensor negatives) {
    requirePairs(sources, positives, negatives);
    int pairs = sources.size();
    int width = config.width();
    Variable u = embedding.forward(tape, sources); // (P, D)
    Variable v = targets.forward(tape, positives); // (P, D)
    Variable w = targets.forward(tape, negatives); // (P, K, D)
    Variable near = u.mul(v).sum(1); // (P)
    Variable far = u.reshape(pairs, 1, width).mul(w).sum(2); // (P, K)
    return near.neg().softplus().sum().add(far.softplus().sum());
  }

  private void requireSize(NeighbourLists graph) {
    if (graph.size() != config.nodes()) {
      throw new IllegalArgumentException(
          "node2vec: a graph of %d nodes for a model of %d"
              .formatted(graph.size(), config.nodes()));
    }
  }

  private static void requirePairs(Tensor sources, Tensor positives, Tensor negatives) {
    for (Tensor ids : new Tensor[] {sources, positives, negatives}) {
      if (ids.dtype() != DType.INT32) {
        throw new IllegalArgumentException("node2vec: ids of nodes are int32, not " + ids.dtype());
      }
    }
    if (sources.rank() != 1
        || !positives.shape().equals(sources.shape())
        || negatives.rank() != 2
        || negatives.shape().dim(0) != sources.size()) {
      throw new IllegalArgumentException(
          "node2vec: sources %s, positives %s and negatives %s are not (P), (P) and (P, K)"
              .formatted(sources.shape(), positives.shape(), negatives.shape()));
    }
  }
}
