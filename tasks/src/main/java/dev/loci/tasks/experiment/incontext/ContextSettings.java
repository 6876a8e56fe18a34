package dev.loci.tasks.experiment.incontext;

import static dev.loci.tasks.experiment.SettingChecks.headsOf;
import static dev.loci.tasks.experiment.SettingChecks.oneOf;
import static dev.loci.tasks.experiment.SettingChecks.range;

import dev.loci.optim.Schedule;
import dev.loci.tasks.experiment.Decay;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.graph.ContextStar;
import dev.loci.tasks.graph.PathTarget;
import dev.loci.tasks.graph.SequenceOptions;

/** The settings of a run on stars in context. */
public record ContextSettings(
    @Setting("arms of each star, d") int degree,
    @Setting("nodes in a path, the root included") int pathLength,
    @Setting("node labels that each star draws from") int labels,
    @Setting("stars to train on, after which they come again") int trainExamples,
    @Setting("other stars to test on") int testExamples,
    @Setting("seed of stars and initial weights") int seed,
    @Setting("whether paths are told from the leaf to the root") boolean reversed,
    @Setting("whether targets are hidden from the model's input") boolean teacherless,
    @Setting("pause tokens before the targets") int pauses,
    @Setting("blocks") int layers,
    @Setting("width of the embeddings") int width,
    @Setting("heads of attention") int heads,
    @Setting("deviation of all initial matrices") double deviation,
    @Setting("the highest learning rate") double learningRate,
    @Setting("updates until it is reached") int warmupSteps,
    @Setting("\"cosine\" to a tenth, or \"constant\"") String decay,
    @Setting("weight decay of AdamW") double weightDecay,
    @Setting("stars in a batch") int batch,
    @Setting("updates") int steps,
    @Setting("updates between measurements") int evalEvery,
    @Setting("updates between checkpoints") int checkpointEvery) {

  public ContextSettings {
    oneOf("decay", decay, Decay.NAMES);
    new ContextStar(degree, pathLength, labels); // checks them
    range("train_examples", trainExamples, 1, 1_000_000_000);
    range("test_examples", testExamples, 1, 1_000_000);
    range("pauses", pauses, 0, 1000);
    range("layers", layers, 1, 100);
    range("width", width, 1, 10_000);
    headsOf(width, heads);
    range("deviation", deviation, 0, 100);
    range("learning_rate", learningRate, 1e-9, 100);
    range("weight_decay", weightDecay, 0, 1000);
    range("batch", batch, 1, 1_000_000);
    range("steps", steps, 1, 100_000_000);
    range("warmup_steps", warmupSteps, 0, steps - 1);
    range("eval_every", evalEvery, 1, steps);
    range("checkpoint_every", checkpointEvery, 1, 100_000_000);
  }

  /**
   * What two cores train in minutes: the paper's smallest stars, fewer labels, a small model. Its
   * initial matrices are not smaller than a model of this width needs to attend to single tokens;
   * with 0.02 the reversed paths were not learned in 2500 updates (seed 101, paths of 4 nodes).
   */
  static final ContextSettings LAPTOP =
      new ContextSettings(
          2,
          5,
          20,
          200_000,
          500,
          0,
          false,
          false,
          1,
          2,
          64,
          4,
          0.12,
          3e-3,
          100,
          Decay.COSINE,
          0.01,
          64,
          2000,
          100,
          200);

  ContextStar stars() {
    return new ContextStar(degree, pathLength, labels);
  }

  SequenceOptions sequences() {
    return new SequenceOptions(
        pauses, false, true, reversed ? PathTarget.REVERSED : PathTarget.FULL, teacherless);
  }

  /** The place of the first hop after the root among the targets. */
  int firstHop() {
    return reversed ? pathLength - 2 : 1;
  }

  Schedule schedule() {
    return Decay.schedule(decay, learningRate, warmupSteps, steps);
  }
}
