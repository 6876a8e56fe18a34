package dev.loci.tasks.experiment.pathstar;

import dev.loci.optim.AdamW;
import dev.loci.optim.Optimizer;
import dev.loci.tasks.experiment.Plan;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a run takes; nothing of its model's size is made before somebody wants it measured. */
final class PathStarPlan {
  private static final int FLOAT = 4;

  /*
   * What a step keeps was found from the memory in use after three updates, at widths from 64 to
   * 256, 2 and 6 layers, 100 and 1000 arms: the constants below tell too much rather than too
   * little, by at most a third.
   */

  /** A parameter, two moments, its gradients from edges and from paths, their sum, and copies. */
  private static final int COPIES = 8;

  /** Numbers for a token in a layer, in widths. */
  private static final int GPT_WIDTHS = 14;

  private static final int MAMBA_WIDTHS = 40;

  /** Logits and their gradient. */
  private static final int LOGITS = 2;

  /** Updates are timed for so long, the first half of which is for warming up. */
  private static final double SECONDS = 8;

  private static final int FEWEST = 6;

  private final PathStarSettings settings;
  private final DataSet data;
  private final SequenceEncoder encoder;
  private final List<Stage> stages;
  private final long layerWeights; // of one layer
  private final long parameters;

  PathStarPlan(PathStarSettings settings) {
    this.settings = settings;
    data = Stage.data(settings);
    encoder = SequenceEncoder.of(data, settings.sequences());
    stages = Stage.of(settings, data, encoder);
    long one = smallModel(1);
    layerWeights = smallModel(2) - one;
    int tables = settings.tied() ? 1 : 2;
    parameters =
        one
            + (settings.layers() - 1) * layerWeights
            + (encoder.vocabulary().size() - 1L) * settings.width() * tables;
  }

  /** The parameters of a model of a single token and few layers. */
  private long smallModel(int layers) {
    PathStarSettings few = Settings.with(settings, Map.of("layers", Integer.toString(layers)));
    return Learner.of(few, 1, settings.context(encoder, data)).module().parameterCount();
  }

  Plan plan() {
    double flops = 0;
    long kept = 0;
    for (Stage stage : stages) {
      long ofStage = 0;
      for (Batches kind : stage.kinds()) {
        flops += (double) stage.epochs() * kind.count() * flops(kind);
        ofStage += kept(kind);
      }
      kept = Math.max(kept, ofStage);
    }
    int epochs = stages.stream().mapToInt(Stage::epochs).sum();
    long updates = stages.stream().mapToLong(each -> updates(each)).sum();
    long bytes = FLOAT * (COPIES * parameters + Math.max(kept, Evaluation.MOST_LOGITS * 2L));
    return new Plan(parameters, bytes, flops / epochs, epochs, updates, this::measure);
  }

  private static long updates(Stage stage) {
    return (long) stage.epochs() * stage.batches();
  }

  /** Two operations for each weight and token, twice as many backward; attention likewise. */
  private double flops(Batches kind) {
    double tokens = (double) kind.sequences() * kind.length();
    boolean attends = settings.model().equals(PathStarSettings.GPT);
    double attention = attends ? 4.0 * kind.length() * settings.width() : 0;
    double layers = settings.layers() * tokens * (2.0 * layerWeights + attention);
    double output = 2.0 * kind.asked() * settings.width() * encoder.vocabulary().size();
    return 3 * (layers + output);
  }

  /** Numbers that a step keeps until its backward pass, and the gradients of these. */
  private long kept(Batches kind) {
    long tokens = (long) kind.sequences() * kind.length();
    boolean attends = settings.model().equals(PathStarSettings.GPT);
    long perToken =
        attends
            ? (long) GPT_WIDTHS * settings.width() + 3L * settings.heads() * kind.length()
            : (long) MAMBA_WIDTHS * settings.width();
    return settings.layers() * tokens * perToken
        + (long) LOGITS * kind.asked() * encoder.vocabulary().size();
  }

  private Plan.Timing measure() {
    Learner learner =
        Learner.of(settings, encoder.vocabulary().size(), settings.context(encoder, data));
    double train = 0;
    for (Stage stage : stages) {
      train += updates(stage) * secondsPerUpdate(learner, stage);
    }
    Evaluation evaluation = new Evaluation(data, encoder, settings);
    evaluation.sample(learner.model());
    long start = System.nanoTime();
    evaluation.sample(learner.model());
    double once = (System.nanoTime() - start) / 1e9;
    int epochs = stages.stream().mapToInt(Stage::epochs).sum();
    return new Plan.Timing(train, train + once * Math.ceilDiv(epochs, settings.evalEvery()));
  }

  /** The median over the second half of some updates. */
  private double secondsPerUpdate(Learner learner, Stage stage) {
    Optimizer optimizer = new AdamW(learner.module().parameters(), settings.weightDecay());
    RandomStream dropout = settings.dropout() == 0 ? null : RandomStream.of(settings.seed());
    Trainer trainer = stage.trainer(optimizer, learner.model(), dropout, 0);
    double[] times = new double[0];
    long begin = System.nanoTime();
    for (int step = 0;
        step < updates(stage)
            && (step < FEWEST || (System.nanoTime() - begin) / 1e9 < SECONDS / stages.size());
        step++) {
      long start = System.nanoTime();
      trainer.run(step, step + 1, (number, loss, rate) -> {});
      times = Arrays.copyOf(times, step + 1);
      times[step] = (System.nanoTime() - start) / 1e9;
    }
    double[] late = Arrays.copyOfRange(times, times.length / 2, times.length);
    Arrays.sort(late);
    return late[late.length / 2];
  }
}
