package dev.loci.train;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.optim.Optimizer;
import dev.loci.optim.Schedule;

/** The training loop: loss, gradients, update, again. */
public final class Trainer {
  /** Computes the loss of an update's batch on a tape. */
  @FunctionalInterface
  public interface Loss {
    Variable compute(Tape tape, int step);
  }

  /** Learns of every update; the model still has the parameters that the loss was computed with. */
  @FunctionalInterface
  public interface Listener {
    void beforeUpdate(int step, double loss, double learningRate);
  }

  private final Optimizer optimizer;
  private final Schedule schedule;
  private final Loss loss;

  public Trainer(Optimizer optimizer, Schedule schedule, Loss loss) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.loss = loss;
  }

  /**
   * Makes the updates from..to-1.
   *
   * @throws ArithmeticException if the loss is no longer a finite number
   */
  public void run(int from, int to, Listener listener) {
    for (int step = from; step < to; step++) {
      Tape tape = new Tape();
      Variable value = loss.compute(tape, step);
      double number = value.tensor().item();
      if (!Double.isFinite(number)) {
        throw new ArithmeticException("training: the loss is " + number + " at step " + step);
      }
      double rate = schedule.at(step);
      listener.beforeUpdate(step, number, rate);
      optimizer.step(tape.gradients(value), rate);
    }
  }
}
