package dev.loci.tasks.experiment.tiny;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.analysis.EdgeRecovery;
import dev.loci.tasks.analysis.Similarity;
import dev.loci.tasks.graph.Batch;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tasks.graph.SequenceOptions;
import dev.loci.tasks.graph.Vocabulary;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The task of memorising edges: given a source, every target is equally right. */
final class EdgeMemorization {
  /** Edge recovery looks at this many best guesses at most. */
  private static final int TOP = 5;

  private final DataSet data;
  private final int[][] edges;
  private final SequenceEncoder encoder;
  private final Tensor tokens; // (B, T)
  private final Tensor labels; // (N)
  private final Tensor labelled; // (N): the positions that have a label
  private final Tensor prefixes; // (n, T): every node as a source
  private final Tensor ends; // (n): the positions after which the target comes

  EdgeMemorization(DataSet data) {
    this.data = data;
    this.edges = data.edges().toPairs();
    this.encoder = SequenceEncoder.of(data, SequenceOptions.DEFAULT);
    Batch batch = Batch.of(encoder.edges(data.edges()), encoder.vocabulary().pad());
    tokens = Tensor.wrap(batch.inputs(), batch.size(), batch.length());
    int[] positions = batch.labelledPositions();
    labelled = Tensor.wrap(positions);
    labels = Tensor.wrap(IntStream.of(positions).map(i -> batch.labels()[i]).toArray());
    int length = encoder.edgePrefix(0).length;
    int[] prefixes = new int[data.nodeCount() * length];
    for (int u = 0; u < data.nodeCount(); u++) {
      System.arraycopy(encoder.edgePrefix(u), 0, prefixes, u * length, length);
    }
    this.prefixes = Tensor.wrap(prefixes, data.nodeCount(), length);
    ends = Tensor.arange(data.nodeCount()).mul(length).add(length - 1);
  }

  Vocabulary vocabulary() {
    return encoder.vocabulary();
  }

  int[][] edges() {
    return edges;
  }

  DataSet data() {
    return data;
  }

  /** The entropy that no model can go below, and the share of first guesses none can exceed. */
  double lossFloor() {
    return data.edges().lossFloor();
  }

  double topOneCeiling() {
    return data.edges().accuracyCeiling();
  }

  /** The mean cross-entropy of all edges, for training. */
  Variable loss(Gpt model, Tape tape, @Nullable RandomStream dropout) {
    return model.forward(tape, tokens, labelled, dropout).crossEntropy(labels);
  }

  /** What the model has learned so far; the loss is given where it is known already. */
  Measurement measure(Gpt model, double loss) {
    int n = data.nodeCount();
    Tensor logits = model.forward(Tape.inference(), prefixes, ends, null).tensor(); // (n, V)
    float[][] scores = new float[n][];
    for (int u = 0; u < n; u++) {
      scores[u] = logits.select(0, u).toFloatArray();
    }
    EdgeRecovery recovery = EdgeRecovery.of(scores);
    return new Measurement(
        loss,
        recovery.topOne(edges),
        recovery.perSource(edges, TOP),
        Similarity.of(embeddings(model)).geometricLevel(edges));
  }

  double evaluateLoss(Gpt model) {
    return loss(model, Tape.inference(), null).tensor().item();
  }

  /** The nodes' rows of the embedding. */
  double[][] embeddings(Gpt model) {
    Tensor table = model.embedding().value();
    double[][] rows = new double[data.nodeCount()][];
    for (int u = 0; u < rows.length; u++) {
      rows[u] = table.select(0, u).toDoubleArray();
    }
    return rows;
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
