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
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.DataSetBuilder;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.io.SafeTensors;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Checkpoint;
import dev.loci.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The training of one model, in one stage or two. Everything random comes from streams named after
 * what they are for and the epoch or update that they are for, so that a run goes on from a
 * checkpoint with the bits that it would have had.
 */
final class PathStarRun implements Run {
  private static final String SETTINGS = "settings";
  private static final String TRAIN_SECONDS = "train_seconds";
  private static final String SECONDS = "seconds";
  private static final String LOSSES = "losses";
  private static final String HISTORY = "history";

  private final String experiment;
  private final PathStarSettings settings;
  private final RunFolder folder;
  private final Checkpoints checkpoints;
  private final DataSet data;
  private final Evaluation evaluation;
  private final Learner learner;
  private final List<Stage> stages = new ArrayList<>();
  private final History history;
  private final RandomStream random;
  private int epoch; // complete ones, of all stages
  private int epochsBefore; // of complete stages
  private int stepsBefore;
  private double trainSeconds;
  private double secondsBefore;
  private double losses; // since the last measurement
  private long begun;

  PathStarRun(String experiment, PathStarSettings settings, RunFolder folder) {
    this.experiment = experiment;
    this.settings = settings;
    this.folder = folder;
    checkpoints = new Checkpoints(folder);
    data = DataSetBuilder.sample(settings.data(), false);
    if (data.train().length == 0 || data.test().length == 0) {
      throw new IllegalArgumentException(
          "setting train_share: %s of %d paths leaves %d to train on and %d held out"
              .formatted(
                  settings.trainShare(),
                  data.train().length + data.test().length,
                  data.train().length,
                  data.test().length));
    }
    SequenceEncoder encoder = SequenceEncoder.of(data, settings.sequences());
    evaluation = new Evaluation(data, encoder, settings);
    int longest = encoder.path(data.train()[0]).length();
    int context = Math.max(SequenceEncoder.blockSize(settings.pathLength()), longest);
    learner = Learner.of(settings, encoder.vocabulary().size(), context);
    history = new History(evaluation.targets());
    random = RandomStream.of(settings.seed());
    plan(encoder);
  }

  private void plan(SequenceEncoder encoder) {
    RandomStream order = random.split("order");
    PathBatches paths = new PathBatches(encoder, data.train(), settings.pathBatch(), order);
    boolean isStaged = settings.how().isStaged();
    int batches =
        isStaged ? Math.ceilDiv(data.edges().size(), settings.edgeBatch()) : paths.count();
    EdgeBatches edges = new EdgeBatches(encoder, data.nodeCount(), data.edges(), batches, order);
    if (!isStaged) {
      add(List.of(edges, paths), settings.epochs(), settings.learningRate());
      return;
    }
    if (settings.edgeEpochs() > 0) {
      add(List.of(edges), settings.edgeEpochs(), settings.edgeLearningRate());
    }
    add(List.of(paths), settings.epochs(), settings.learningRate());
  }

  private void add(List<Batches> kinds, int epochs, double learningRate) {
    long steps = (long) epochs * kinds.getFirst().count();
    if (steps > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "setting epochs: %d of %d updates each are more than %d updates"
              .formatted(epochs, kinds.getFirst().count(), Integer.MAX_VALUE));
    }
    stages.add(new Stage(kinds, epochs, settings.schedule(learningRate, steps)));
  }

  @Override
  public Summary complete(Progress progress) throws IOException {
    begun = System.nanoTime();
    Optimizer optimizer = newOptimizer();
    if (checkpoints.exist()) {
      restore(optimizer);
    } else {
      history.add(0, Double.NaN, evaluation.sample(learner.model()));
    }
    for (Stage stage : stages) {
      // Every stage begins with an optimiser of its own.
      train(stage, epoch > epochsBefore ? optimizer : newOptimizer(), progress);
      epochsBefore += stage.epochs();
      stepsBefore += stage.epochs() * stage.batches();
    }
    Measurement end = evaluation.full(learner.model());
    double loss = history.column(History.LOSS)[history.column(History.LOSS).length - 1];
    Map<String, String> provenance = Provenance.write(folder, experiment, settings.seed());
    folder.write(RunFolder.METRICS, history.toCsv());
    new SafeTensors(learner.module().state(), Map.of()).write(folder.file(RunFolder.MODEL));
    PathGeometry geometry = new PathGeometry(learner.model().embedding().value());
    PathStarSummary summary = summary(end, loss, geometry.nearestFirstHop(data.test(), allPaths()));
    new PathStarReport(settings, data, history, geometry, summary)
        .article(provenance)
        .write(folder.path());
    return summary;
  }

  private PathStarSummary summary(Measurement end, double loss, double nearest) {
    long parameters =
        learner.module().state().values().stream().mapToLong(each -> each.size()).sum();
    return new PathStarSummary(
        experiment,
        settings.model(),
        settings.degree(),
        settings.pathLength(),
        settings.recipe(),
        settings.seed(),
        data.nodeCount(),
        parameters,
        end.testExact(),
        end.firstHop(),
        end.tokenAccuracy(),
        end.trainExact(),
        end.edgeRecovery(),
        loss,
        nearest,
        data.test().length,
        epochsBefore,
        stepsBefore,
        trainSeconds,
        seconds());
  }

  private int[][] allPaths() {
    return Stream.of(data.train(), data.test()).flatMap(Arrays::stream).toArray(int[][]::new);
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
    Trainer trainer = trainer(stage, optimizer);
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

  /** A stream for each update, so that a resumed run draws what an unbroken one does. */
  private Trainer trainer(Stage stage, Optimizer optimizer) {
    RandomStream dropout = random.split("dropout");
    RandomStream ofStep = dropout.split("");
    int before = stepsBefore;
    return Trainer.replaying(
        optimizer,
        stage.schedule(),
        step -> {
          stage.load(step);
          ofStep.become(dropout.split(Integer.toString(before + step)));
        },
        tape -> stage.loss(tape, learner.model(), settings.dropout() == 0 ? null : ofStep));
  }

  private void afterEpoch(Optimizer optimizer) throws IOException {
    boolean isEnd = epoch == total();
    if (isEnd || epoch % settings.evalEvery() == 0) {
      int last = (int) history.column(History.EPOCH)[history.column(History.EPOCH).length - 1];
      history.add(epoch, losses / (epoch - last), evaluation.sample(learner.model()));
      losses = 0;
    }
    if (!isEnd && epoch % settings.checkpointEvery() == 0) {
      checkpoint(optimizer);
    }
  }

  private String message(double loss) {
    double[] test = history.column(History.TEST);
    return String.format(
        Locale.ROOT,
        "loss %.3f, held-out paths %.1f %%",
        loss,
        test.length == 0 ? 0 : 100 * test[test.length - 1]);
  }

  private void checkpoint(Optimizer optimizer) throws IOException {
    Map<String, String> texts =
        Map.of(
            SETTINGS,
            Settings.toJson(experiment, settings),
            TRAIN_SECONDS,
            Double.toString(trainSeconds),
            SECONDS,
            Double.toString(seconds()),
            LOSSES,
            Double.toString(losses));
    checkpoints.save(
        new Checkpoint(epoch, Map.of(HISTORY, history.toTensor()), texts),
        learner.module(),
        optimizer);
  }

  private void restore(Optimizer optimizer) throws IOException {
    Checkpoint checkpoint = checkpoints.load(learner.module(), optimizer);
    Path file = folder.file(RunFolder.CHECKPOINT);
    Map<String, String> texts = checkpoint.texts();
    if (!Settings.toJson(experiment, settings).equals(texts.get(SETTINGS))) {
      throw new IllegalArgumentException(
          file + " is of other settings than " + folder.file(RunFolder.CONFIG));
    }
    try {
      history.restore(checkpoint.tensors().get(HISTORY));
      trainSeconds = Double.parseDouble(texts.getOrDefault(TRAIN_SECONDS, ""));
      secondsBefore = Double.parseDouble(texts.getOrDefault(SECONDS, ""));
      losses = Double.parseDouble(texts.getOrDefault(LOSSES, ""));
    } catch (IllegalArgumentException e) { // NumberFormatException among them
      throw new IllegalArgumentException(
          file + " is not a checkpoint of this experiment: " + e.getMessage(), e);
    }
    epoch = checkpoint.steps();
    if (epoch < 1 || epoch >= total()) {
      throw new IllegalArgumentException("%s has %d epochs of %d".formatted(file, epoch, total()));
    }
  }
}
