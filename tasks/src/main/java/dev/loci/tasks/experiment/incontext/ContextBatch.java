package dev.loci.tasks.experiment.incontext;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.SequenceModel;
import dev.loci.tasks.graph.Sequence;
import dev.loci.tensor.Tensor;
import java.util.stream.IntStream;

/** So many sequences of one length side by side, in tensors that stay the same. */
final class ContextBatch {
  private final int length;
  private final int targets;
  private final Tensor tokens; // (size, length)
  private final Tensor asked; // (size * targets): the positions that have a label
  private final Tensor labels;

  /**
   * @param example what all have in common is taken from it
   */
  ContextBatch(int size, Sequence example) {
    length = example.length();
    int[] positions =
        IntStream.range(0, length).filter(i -> example.labels()[i] != Sequence.IGNORE).toArray();
    targets = positions.length;
    tokens = Tensor.wrap(new int[size * length], size, length);
    asked =
        Tensor.wrap(
            IntStream.range(0, size * targets)
                .map(i -> i / targets * length + positions[i % targets])
                .toArray());
    labels = Tensor.wrap(new int[size * targets]);
  }

  /** Puts a sequence into a row. */
  void put(int row, Sequence sequence) {
    System.arraycopy(sequence.input(), 0, tokens.<int[]>array(), row * length, length);
    System.arraycopy(
        sequence.labels(), length - targets, labels.<int[]>array(), row * targets, targets);
  }

  /** Lets what was put be seen. */
  void changed() {
    tokens.changed();
    labels.changed();
  }

  /** The mean cross-entropy of all targets. */
  Variable loss(Tape tape, SequenceModel model) {
    return model.forward(tape, tokens, asked, null).crossEntropy(labels);
  }

  /** The most likely token at each target, with the true ones before it as input. */
  Tensor forced(SequenceModel model) {
    return model
        .forward(Tape.inference(), tokens, asked, null)
        .argmax(1)
        .tensor()
        .reshape(tokens.shape().dim(0), targets);
  }
}
