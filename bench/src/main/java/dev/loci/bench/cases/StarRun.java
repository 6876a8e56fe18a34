package dev.loci.bench.cases;

import dev.loci.autograd.Tape;
import dev.loci.autograd.TapeListener;
import dev.loci.autograd.Variable;
import dev.loci.models.SequenceModel;
import dev.loci.optim.AdamW;
import dev.loci.optim.Schedule;
import dev.loci.train.Trainer;

/** Steps of a {@link StarCase}, recorded at first and then replayed. */
public final class StarRun {
  private final SequenceModel model;
  private final Trainer trainer;
  private int done;
  private double loss = Double.NaN;

  /** Makes the model, with the same weights each time. */
  public StarRun(StarCase star) {
    model = star.model();
    StarCase.Questions edges = star.edges();
    StarCase.Questions paths = star.paths();
    double share = 1.0 / (edges.labels().size() + paths.labels().size());
    trainer =
        Trainer.replaying(
            new AdamW(model.parameters(), TrainingCase.WEIGHT_DECAY),
            Schedule.constant(TrainingCase.LEARNING_RATE),
            step -> {},
            tape -> sum(tape, edges).add(sum(tape, paths)).mul(share));
  }

  private Variable sum(Tape tape, StarCase.Questions questions) {
    return model
        .forward(tape, questions.tokens(), questions.positions(), null)
        .pairCrossEntropy(questions.rows(), questions.labels());
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
