package dev.loci.tasks.experiment.pathstar;

import dev.loci.optim.AdamW;
import dev.loci.optim.Optimizer;
import dev.loci.tasks.experiment.Checkpoints;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.Provenance;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.TrainedModel;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Checkpoint;
import dev.loci.train.Trainer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The training of one model, in one stage or two. Everything random comes from streams named after
 * what they are for and the epoch or update that they are for, so that a run goes on from a
 * checkpoint with the bits that it would have had.
 */
final class PathStarRun implements Run {
  private static final String TRAIN_SECONDS = "train_seconds";
  private static final String SECONDS = "seconds";
  private static final String LOSSES = "losses";
  private static final String HISTORY = "history";

  private final String experiment;
  private final PathStarSettings settings;
  private final RunFolder folder;
  private final boolean withPage;
  private final Checkpoints checkpoints;
  private final DataSet data;
  private final SequenceEncoder encoder;
  private final Evaluation evaluation;
  private final Learner learner;
  private final List<Stage> stages;
  private final History history;
  private final RandomStream random;
  private int epoch; // complete ones, of all stages
  private int epochsBefore; // of complete stages
  private int stepsBefore;
  private double trainSeconds;
  private double secondsBefore;
  private double losses; // since the last measurement
  private long begun;
  private @Nullable Measurement end;

  PathStarRun(String experiment, PathStarSettings settings, RunFolder folder, boolean withPage) {
    this.experiment = experiment;
    this.settings = settings;
    this.folder = folder;
    this.withPage = withPage;
    checkpoints = new Checkpoints(folder, Settings.toJson(experiment, settings));
    data = Stage.data(settings);
    encoder = SequenceEncoder.of(data, settings.sequences());
    evaluation = new Evaluation(data, encoder, settings);
    learner = Learner.of(settings, encoder.vocabulary().size(), settings.context(encoder, data));
    history = new History(evaluation.targets(), settings.isStar());
    random = RandomStream.of(settings.seed());
    stages = Stage.of(settings, data, encoder);
  }

  @Override
  public Summary complete(Progress progress) throws IOException {
    begun = System.nanoTime();
    Optimizer optimizer = newOptimizer();
    if (checkpoints.exist()) {
      checkpoints.load(learner.module(), optimizer, this::restore);
    } else {
      history.add(0, Double.NaN, evaluation.sample(learner.model()));
    }
    for (Stage stage : stages) {
      // Every stage begins with an optimiser of its own, which knows of what is frozen later.
      Optimizer own = epoch > epochsBefore ? optimizer : newOptimizer();
      if (epochsBefore > 0 && settings.freezeAfterEdges()) {
        learner.freezeEmbeddings();
      }
      train(stage, own, progress);
      epochsBefore += stage.epochs();
      stepsBefore += stage.epochs() * stage.batches();
    }
    Map<String, String> provenance = Provenance.write(folder, experiment, settings.seed());
    folder.write(RunFolder.METRICS, history.table().toCsv());
    learner.module().save(folder.file(RunFolder.MODEL));
    PathStarSummary summary =
        summary(Objects.requireNonNull(end), history.table().last(History.LOSS));
    if (withPage) {
      PathGeometry geometry = new PathGeometry(learner.model().embedding().value());
      new PathStarReport(settings, data, history, geometry, summary)
          .article(provenance)
          .write(folder.path());
    }
    return summary;
  }

  /** The model as the folder's run has left it. */
  TrainedModel open() throws IOException {
    learner.model().load(folder.file(RunFolder.MODEL));
    return new TrainedModel(
        learner.model(),
        encoder.vocabulary(),
        evaluation.targets(),
        !settings.teacherless(),
        () -> evaluation.full(learner.model()).figures());
  }

  private PathStarSummary summary(Measurement end, double loss) {
    return new PathStarSummary(
        experiment,
        settings.model(),
        settings.graph(),
        settings.isStar() ? settings.degree() : null,
        settings.pathLength(),
        settings.recipe(),
        settings.seed(),
        data.nodeCount(),
        learner.module().parameterCount(),
        end.testExact(),
        end.firstHop(),
        end.tokenAccuracy(),
        end.trainExact(),
        end.edgeRecovery(),
        end.legalPaths(),
        loss,
        end.leafNearFirstHop(),
        data.test().length,
        epochsBefore,
        history.bestEpoch(),
        stepsBefore,
        trainSeconds,
        seconds());
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - begun) / 1e9;
  }

  private int total() {
    return stages.stream().mapToInt(Stage::epochs).sum();
  }

  private Optimizer newOptimizer() {
    return new AdamW(learner.module().parameters(), settings.weightDecay());
  }

  /** Makes what is left of a stage. */
  private void train(Stage stage, Optimizer optimizer, Progress progress) throws IOException {
    RandomStream dropout = settings.dropout() == 0 ? null : random.split("dropout");
    Trainer trainer = stage.trainer(optimizer, learner.model(), dropout, stepsBefore);
    for (int at = epoch - epochsBefore; at < stage.epochs(); at++) {
      double[] sum = {0};
      long start = System.nanoTime();
      int step = at * stage.batches();
      trainer.run(
          step,
          step + stage.batches(),
          (number, loss, rate) -> {
            sum[0] += loss;
            progress.at(
                (long) epoch * stage.batches() + number % stage.batches(),
                (long) total() * stage.batches(),
                message(loss));
          });
      trainSeconds += (System.nanoTime() - start) / 1e9;
      losses += sum[0] / stage.batches();
      epoch = epochsBefore + at + 1;
      afterEpoch(optimizer);
    }
  }

  private void afterEpoch(Optimizer optimizer) throws IOException {
    boolean isEnd = epoch == total();
    if (isEnd || epoch % settings.evalEvery() == 0) {
      int last = (int) history.table().last(History.EPOCH);
      Measurement now =
          isEnd ? evaluation.full(learner.model()) : evaluation.sample(learner.model());
      history.add(epoch, losses / (epoch - last), now);
      end = now;
      losses = 0;
      if (history.bestEpoch() == epoch) {
        learner.module().save(folder.file(RunFolder.BEST));
      }
    }
    if (!isEnd && epoch % settings.checkpointEvery() == 0) {
      checkpoint(optimizer);
    }
  }

  private String message(double loss) {
    return String.format(
        Locale.ROOT,
        "loss %.3f, held-out paths %.1f %%",
        loss,
        100 * history.table().last(History.TEST));
  }

  private void checkpoint(Optimizer optimizer) throws IOException {
    Map<String, String> texts =
        Map.of(
            TRAIN_SECONDS,
            Double.toString(trainSeconds),
            SECONDS,
            Double.toString(seconds()),
            LOSSES,
            Double.toString(losses));
    checkpoints.save(
        new Checkpoint(epoch, Map.of(HISTORY, history.table().toTensor()), texts),
        learner.module(),
        optimizer);
  }

  private void restore(Checkpoint checkpoint) {
    history.table().restore(checkpoint.tensors().get(HISTORY));
    trainSeconds = Checkpoints.number(checkpoint, TRAIN_SECONDS);
    secondsBefore = Checkpoints.number(checkpoint, SECONDS);
    losses = Checkpoints.number(checkpoint, LOSSES);
    epoch = checkpoint.steps();
    if (epoch < 1 || epoch >= total()) {
      throw new IllegalArgumentException("it has %d epochs of %d".formatted(epoch, total()));
    }
  }
}
