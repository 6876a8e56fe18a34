package dev.loci.tasks.experiment.pathstar;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.SequenceModel;
import dev.loci.tensor.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one kind of example, all of one shape, so that no place is padding and a step can
 * be replayed. Every epoch has its own order, from a stream of its own; where the last batch is too
 * small, it is filled up from the beginning of the same order.
 */
interface Batches {
  /** The number of batches that an epoch is divided into. */
  int count();

  /** Sequences in a batch. */
  int sequences();

  /** Tokens in a sequence. */
  int length();

  /** Positions in a batch for which logits are computed. */
  int asked();

  /**
   * Puts a batch into the tensors that the loss reads.
   *
   * @return its number of labels
   */
  int load(int epoch, int batch);

  /** The cross-entropy of the batch's labels, summed up. */
  Variable loss(Tape tape, SequenceModel model, @Nullable RandomStream dropout);
}
