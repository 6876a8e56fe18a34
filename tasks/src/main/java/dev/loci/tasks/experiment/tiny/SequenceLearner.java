package dev.loci.tasks.experiment.tiny;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.SequenceModel;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.nn.Precision;
import dev.loci.optim.AdamW;
import dev.loci.optim.Optimizer;
import dev.loci.tasks.analysis.EdgeRecovery;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.graph.Batch;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tasks.graph.SequenceOptions;
import dev.loci.tasks.graph.Vocabulary;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Edges as sequences: a task token and a source, after which the target comes. */
final class SequenceLearner extends EdgeLearner {
  private final Module model;
  private final SequenceModel sequences; // the same
  private final Vocabulary vocabulary;
  private final Optimizer optimizer;
  private final Tensor tokens; // (B, T)
  private final Tensor labels; // (N)
  private final Tensor labelled; // (N): the positions that have a label
  private final Tensor prefixes; // (n, T): every node as a source
  private final Tensor ends; // (n): the positions after which the target comes

  SequenceLearner(TinySettings settings, DataSet data) {
    super(data);
    SequenceEncoder encoder = SequenceEncoder.of(data, SequenceOptions.DEFAULT);
    int context = SequenceEncoder.blockSize(settings.pathLength());
    vocabulary = encoder.vocabulary();
    model = TinyModels.create(settings, vocabulary.size(), context);
    sequences = (SequenceModel) model;
    optimizer = new AdamW(model.parameters(), settings.weightDecay());
    Batch batch = Batch.of(encoder.edges(data.edges()), vocabulary.pad());
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

  /** The model as one of sequences. */
  SequenceModel sequences() {
    return sequences;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  Module model() {
    return model;
  }

  @Override
  Parameter embedding() {
    return sequences.embedding();
  }

  @Override
  Optimizer optimizer() {
    return optimizer;
  }

  /** The mean cross-entropy of all edges. */
  @Override
  Variable loss(Tape tape, @Nullable RandomStream dropout) {
    Variable logits = sequences.forward(tape, tokens, labelled, dropout);
    return model.precision().crossEntropy(logits, labels);
  }

  @Override
  double mean(double minimised) {
    return minimised;
  }

  @Override
  double lossFloor() {
    return data().edges().lossFloor();
  }

  /** The reference too looks at its models in float32, whatever they are trained in. */
  @Override
  double[][] scores() {
    Precision trained = model.precision();
    model.setPrecision(Precision.FULL);
    Tensor logits = sequences.forward(Tape.inference(), prefixes, ends, null).tensor(); // (n, V)
    model.setPrecision(trained);
    return Vectors.rows(logits);
  }

  /**
   * As many guesses as a source has neighbours. The reference looks at 5 at most, and its graphs
   * have no more.
   */
  @Override
  Recovered recovered(double[][] scores) {
    EdgeRecovery recovery = EdgeRecovery.of(scores);
    return new Recovered(recovery.topOne(edges()), recovery.perSource(edges(), data().nodeCount()));
  }
}
