package dev.loci.bench.cases;

import dev.loci.autograd.TapeListener;
import dev.loci.models.SequenceModel;
import dev.loci.optim.AdamW;
import dev.loci.optim.Optimizer;
import dev.loci.optim.Schedule;
import dev.loci.tensor.Tensor;
import dev.loci.train.Trainer;

/** Steps of a {@link TrainingCase}, made by the training loop that {@code loci run} uses. */
public final class TrainingRun {
  /** How steps are made; the bits are the same. */
  public enum Mode {
    /** Recorded at first and then replayed: what {@code loci run} does. */
    REPLAYED,
    /** By code that is run anew for each step. */
    EAGER
  }

  private final SequenceModel model;
  private final Trainer trainer;
  private int done;
  private double loss = Double.NaN;

  /** Makes the model, with the same weights each time; steps are replayed. */
  public TrainingRun(TrainingCase training) {
    this(training, Mode.REPLAYED);
  }

  /** Makes the model, with the same weights each time. */
  public TrainingRun(TrainingCase training, Mode mode) {
    model = training.model();
    Tensor tokens = training.tokens();
    Tensor labels = training.labels();
    Optimizer optimizer = new AdamW(model.parameters(), TrainingCase.WEIGHT_DECAY);
    Schedule schedule = Schedule.constant(TrainingCase.LEARNING_RATE);
    trainer =
        mode == Mode.REPLAYED
            ? Trainer.replaying(
                optimizer,
                schedule,
                step -> {},
                tape -> model.forward(tape, tokens).crossEntropy(labels))
            : new Trainer(
                optimizer,
                schedule,
                (tape, step) -> model.forward(tape, tokens).crossEntropy(labels));
  }

  /** The model as it is now. */
  public SequenceModel model() {
    return model;
  }

  /** Lets a listener know of every operation from now on. */
  public void listen(TapeListener listener) {
    trainer.listen(listener);
  }

  /** Makes a step and returns its loss, which is that before its update. */
  public double step() {
    trainer.run(done, done + 1, (step, value, rate) -> loss = value);
    done++;
    return loss;
  }
}
