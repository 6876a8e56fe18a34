package dev.loci.train;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Recorder;
import dev.loci.autograd.Replay;
import dev.loci.autograd.Tape;
import dev.loci.autograd.TapeListener;
import dev.loci.autograd.Variable;
import dev.loci.optim.Optimizer;
import dev.loci.optim.Schedule;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The training loop: loss, gradients, update, again. */
public final class Trainer {
  /** Computes the loss of an update's batch on a tape. */
  @FunctionalInterface
  public interface Loss {
    Variable compute(Tape tape, int step);
  }

  /** Makes a batch ready. */
  @FunctionalInterface
  public interface Loader {
    /** Puts what an update needs into the tensors that the loss reads. */
    void load(int step);
  }

  /** Learns of every update; the model still has the parameters that the loss was computed with. */
  @FunctionalInterface
  public interface Listener {
    void beforeUpdate(int step, double loss, double learningRate);
  }

  private final Optimizer optimizer;
  private final Schedule schedule;
  private final Loader loader;
  private final Loss loss;
  private final Replay rounds;
  private int step;
  private double learningRate;
  private @Nullable Variable lossOfStep;

  private Trainer(
      Optimizer optimizer, Schedule schedule, Loader loader, Loss loss, boolean replaying) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.loader = loader;
    this.loss = loss;
    rounds =
        replaying
            ? new Replay(this::forward, this::update)
            : Replay.eager(this::forward, this::update);
  }

  /** Trains by code that is run anew for each update, and so may do something else each time. */
  public Trainer(Optimizer optimizer, Schedule schedule, Loss loss) {
    this(optimizer, schedule, step -> {}, loss, false);
  }

  /**
   * Trains by code that computes the same for each update, on other values: it is recorded in the
   * first two updates and then {@linkplain Replay replayed}, which gives the same bits sooner.
   *
   * @param loader puts the values of an update's batch into the tensors that the loss reads
   * @param loss computes the loss on a tape; what differs between updates it must take from tensors
   *     and random streams that stay the same and are changed by the loader
   */
  public static Trainer replaying(
      Optimizer optimizer, Schedule schedule, Loader loader, Function<Tape, Variable> loss) {
    return new Trainer(optimizer, schedule, loader, (tape, step) -> loss.apply(tape), true);
  }

  /** Lets a listener know of everything that is computed from now on. */
  public void listen(TapeListener listener) {
    rounds.listen(listener);
  }

  /**
   * Makes the updates from..to-1.
   *
   * @throws DivergedException if the loss is no longer a finite number
   */
  public void run(int from, int to, Listener listener) {
    for (step = from; step < to; step++) {
      loader.load(step);
      rounds.run(0);
      double value = loss().tensor().item();
      if (!Double.isFinite(value)) {
        throw new DivergedException("training: the loss is " + value + " at step " + step);
      }
      learningRate = schedule.at(step);
      listener.beforeUpdate(step, value, learningRate);
      rounds.run(1);
    }
  }

  private Variable loss() {
    return Objects.requireNonNull(lossOfStep);
  }

  private void forward(Recorder recorder) {
    Variable value = loss.compute(recorder.tape(), step);
    recorder.keep(value.tensor());
    lossOfStep = value;
  }

  private void update(Recorder recorder) {
    Gradients gradients = loss().tape().gradients(loss());
    Optimizer.Update update = optimizer.prepare(gradients);
    recorder.run(optimizer.name(), () -> update.run(learningRate), gradients);
  }
}
