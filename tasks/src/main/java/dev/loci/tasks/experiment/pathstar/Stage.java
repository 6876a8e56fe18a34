package dev.loci.tasks.experiment.pathstar;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.SequenceModel;
import dev.loci.optim.Schedule;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the training with examples of its own: batches of one kind, or of two side by side. */
final class Stage {
  private final List<Batches> kinds;
  private final int epochs;
  private final Schedule schedule;
  private final Tensor share = Tensor.zeros(DType.FLOAT32, Shape.SCALAR); // of one label

  /**
   * @param kinds each with the same number of batches in an epoch
   */
  Stage(List<Batches> kinds, int epochs, Schedule schedule) {
    this.kinds = kinds;
    this.epochs = epochs;
    this.schedule = schedule;
  }

  int epochs() {
    return epochs;
  }

  Schedule schedule() {
    return schedule;
  }

  /** Updates in an epoch. */
  int batches() {
    return kinds.getFirst().count();
  }

  /** Makes the batch of an update ready. */
  void load(int step) {
    int labels = 0;
    for (Batches kind : kinds) {
      labels += kind.load(step / batches(), step % batches());
    }
    share.set(1.0 / labels);
  }

  /** The mean cross-entropy of all labels of the batch. */
  Variable loss(Tape tape, SequenceModel model, @Nullable RandomStream dropout) {
    Variable sum = kinds.getFirst().loss(tape, model, dropout);
    for (Batches kind : kinds.subList(1, kinds.size())) {
      sum = sum.add(kind.loss(tape, model, dropout));
    }
    return sum.mul(tape.constant(share));
  }
}
