package dev.loci.tasks.experiment.pathstar;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.SequenceModel;
import dev.loci.optim.Optimizer;
import dev.loci.optim.Schedule;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.DataSetBuilder;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Trainer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the training with examples of its own: batches of one kind, or of two side by side. */
final class Stage {
  private final List<Batches> kinds;
  private final int epochs;
  private final Schedule schedule;
  private final Tensor share = Tensor.zeros(DType.FLOAT32, Shape.SCALAR); // of one label

  /**
   * The data of a run.
   *
   * @throws IllegalArgumentException if there is nothing to train on or nothing held out
   */
  static DataSet data(PathStarSettings settings) {
    DataSet data = DataSetBuilder.sample(settings.data(), false);
    int train = data.train().length;
    int test = data.test().length;
    if (train == 0 || test == 0) {
      throw new IllegalArgumentException(
          "setting train_share: %s of %d paths leaves %d to train on and %d held out"
              .formatted(settings.trainShare(), train + test, train, test));
    }
    return data;
  }

  /** The one stage of a mixed recipe, or the stages of edges and of paths. */
  static List<Stage> of(PathStarSettings settings, DataSet data, SequenceEncoder encoder) {
    RandomStream order = RandomStream.of(settings.seed()).split("order");
    PathBatches paths = new PathBatches(encoder, data.train(), settings.pathBatch(), order);
    boolean isStaged = settings.how().isStaged();
    int batches =
        isStaged ? Math.ceilDiv(data.edges().size(), settings.edgeBatch()) : paths.count();
    EdgeBatches edges = new EdgeBatches(encoder, data.nodeCount(), data.edges(), batches, order);
    if (!isStaged) {
      return List.of(
          of(List.of(edges, paths), settings, settings.epochs(), settings.learningRate()));
    }
    Stage last = of(List.of(paths), settings, settings.epochs(), settings.learningRate());
    return settings.edgeEpochs() == 0
        ? List.of(last)
        : List.of(
            of(List.of(edges), settings, settings.edgeEpochs(), settings.edgeLearningRate()), last);
  }

  private static Stage of(
      List<Batches> kinds, PathStarSettings settings, int epochs, double learningRate) {
    long steps = (long) epochs * kinds.getFirst().count();
    if (steps > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "setting epochs: %d of %d updates each are more than %d updates"
              .formatted(epochs, kinds.getFirst().count(), Integer.MAX_VALUE));
    }
    return new Stage(kinds, epochs, settings.schedule(learningRate, steps));
  }

  /**
   * @param kinds each with the same number of batches in an epoch
   */
  Stage(List<Batches> kinds, int epochs, Schedule schedule) {
    this.kinds = kinds;
    this.epochs = epochs;
    this.schedule = schedule;
  }

  List<Batches> kinds() {
    return kinds;
  }

  int epochs() {
    return epochs;
  }

  /** Updates in an epoch. */
  int batches() {
    return kinds.getFirst().count();
  }

  /**
   * What makes the stage's updates.
   *
   * @param dropout a stream for each update comes from it, so that a resumed run draws what an
   *     unbroken one does; null for none
   * @param before updates of earlier stages
   */
  Trainer trainer(
      Optimizer optimizer, SequenceModel model, @Nullable RandomStream dropout, int before) {
    RandomStream ofStep = dropout == null ? null : dropout.split("");
    return Trainer.replaying(
        optimizer,
        schedule,
        step -> {
          load(step);
          if (dropout != null && ofStep != null) {
            ofStep.become(dropout.split(Integer.toString(before + step)));
          }
        },
        tape -> loss(tape, model, ofStep));
  }

  /** Makes the batch of an update ready. */
  private void load(int step) {
    int labels = 0;
    for (Batches kind : kinds) {
      labels += kind.load(step / batches(), step % batches());
    }
    share.set(1.0 / labels);
  }

  /** The mean cross-entropy of all labels of the batch. */
  private Variable loss(Tape tape, SequenceModel model, @Nullable RandomStream dropout) {
    Variable sum = kinds.getFirst().loss(tape, model, dropout);
    for (Batches kind : kinds.subList(1, kinds.size())) {
      sum = sum.add(kind.loss(tape, model, dropout));
    }
    return sum.mul(tape.constant(share));
  }
}
