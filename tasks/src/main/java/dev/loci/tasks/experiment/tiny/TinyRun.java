package dev.loci.tasks.experiment.tiny;

import dev.loci.optim.Schedule;
import dev.loci.tasks.experiment.Checkpoints;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.Provenance;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.TrainedModel;
import dev.loci.tasks.experiment.tiny.EdgeLearner.Measurement;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tensor.io.SafeTensors;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Checkpoint;
import dev.loci.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/**
 * A model memorises the edges of a tiny graph, one by one, and its embeddings are watched while
 * they come to draw the graph (arXiv 2510.26745, section on tiny graphs).
 */
final class TinyRun implements Run {
  /** All embeddings of all steps are held in memory. */
  private static final long MOST_KEPT = 100_000_000;

  private static final String SECONDS = "seconds";

  private final String experiment;
  private final TinySettings settings;
  private final RunFolder folder;
  private final boolean withPage;
  private final Checkpoints checkpoints;
  private final EdgeLearner learner;
  private History history = new History();
  private int first;
  private double secondsBefore;

  TinyRun(String experiment, TinySettings settings, RunFolder folder, boolean withPage) {
    this.experiment = experiment;
    this.settings = settings;
    this.folder = folder;
    this.withPage = withPage;
    checkpoints = new Checkpoints(folder, Settings.toJson(experiment, settings));
    DataSet data = TinyGraphs.dataSet(settings);
    requireRoom(settings, data.nodeCount());
    learner = EdgeLearner.of(settings, data);
  }

  /** All snapshots are held in memory. */
  private static void requireRoom(TinySettings settings, int nodes) {
    long snapshots = settings.steps() / settings.measureEvery() + 2L;
    if (snapshots * nodes * settings.width() > MOST_KEPT) {
      throw new IllegalArgumentException(
          "%d snapshots of %d nodes in %d dimensions are more than the %d numbers that are kept"
              .formatted(snapshots, nodes, settings.width(), MOST_KEPT));
    }
  }

  private void restore(Checkpoint checkpoint) {
    int n = learner.data().nodeCount();
    history = History.fromTensors(checkpoint.tensors(), n, settings.width());
    secondsBefore = Checkpoints.number(checkpoint, SECONDS);
    first = checkpoint.steps();
    int measured = Math.ceilDiv(first, settings.measureEvery());
    if (first > settings.steps() || history.size() != measured) {
      throw new IllegalArgumentException(
          "it has %d updates of %d and a history of %d"
              .formatted(first, settings.steps(), history.size()));
    }
  }

  @Override
  public Summary complete(Progress progress) throws IOException {
    if (checkpoints.exist()) {
      checkpoints.load(learner.model(), learner.optimizer(), this::restore);
    }
    long start = System.nanoTime();
    train(progress, start);
    double seconds = secondsBefore + (System.nanoTime() - start) / 1e9;
    Map<String, String> provenance = Provenance.write(folder, experiment, settings.seed());
    folder.write(RunFolder.METRICS, history.toCsv());
    if (Dynamics.areDefined(settings, learner.data())) {
      folder.write(RunFolder.DYNAMICS, Dynamics.csv(learner.data(), history));
    }
    learner.model().save(folder.file(RunFolder.MODEL));
    GeometryReport report = new GeometryReport(experiment, settings, learner, history);
    new SafeTensors(history.snapshots().toTensors(), Map.of())
        .write(folder.file(RunFolder.SNAPSHOTS));
    if (withPage) {
      report.page(provenance).write(folder.path());
    }
    return report.summary(seconds);
  }

  /** The model as the folder's run has left it. */
  TrainedModel open() throws IOException {
    if (!(learner instanceof SequenceLearner sequences)) {
      throw new IllegalArgumentException(
          folder.path() + ": a " + settings.model() + " reads no sequences");
    }
    learner.model().load(folder.file(RunFolder.MODEL));
    return new TrainedModel(sequences.sequences(), sequences.vocabulary(), 1, this::figures);
  }

  private Map<String, Double> figures() {
    History end = new History();
    end.add(settings.steps(), learner.measure(), 0, learner.embeddings());
    return new GeometryReport(experiment, settings, learner, end).summary(0).figures();
  }

  private void train(Progress progress, long start) {
    Schedule schedule = settings.schedule();
    RandomStream dropout = settings.dropout() == 0 ? null : dropout(0);
    Trainer trainer =
        Trainer.replaying(
            learner.optimizer(),
            schedule,
            step -> {
              if (dropout != null) {
                dropout.become(dropout(step));
              }
            },
            tape -> learner.loss(tape, dropout));
    int step = first;
    while (step < settings.steps() && !isStalled()) {
      trainer.run(step, step + 1, (at, loss, rate) -> before(at, loss, rate, start, progress));
      step++;
    }
    Measurement end = learner.measure();
    history.add(step, end, schedule.at(step), learner.embeddings());
    progress.at(settings.steps(), settings.steps(), message(end.loss()));
  }

  private void before(int step, double loss, double rate, long start, Progress progress) {
    if (step > first && step % settings.checkpointEvery() == 0) {
      checkpoint(step, start);
    }
    if (step % settings.measureEvery() == 0) {
      history.add(step, learner.measure(loss), rate, learner.embeddings());
    }
    progress.at(step, settings.steps(), message(learner.mean(loss)));
  }

  /** Early stopping, which the reference begins to think of after 1500 steps. */
  private boolean isStalled() {
    int from = Math.min(1500, settings.steps() - 2);
    return settings.patience() > 0 && history.sinceBetter(from) >= settings.patience();
  }

  private static String message(double loss) {
    return String.format(Locale.ROOT, "loss %.4f", loss);
  }

  /** A stream for each update, so that a resumed run draws what an unbroken one does. */
  private RandomStream dropout(int step) {
    return RandomStream.of(settings.seed()).split("dropout").split(Integer.toString(step));
  }

  private void checkpoint(int steps, long start) {
    double seconds = secondsBefore + (System.nanoTime() - start) / 1e9;
    Map<String, String> texts = Map.of(SECONDS, Double.toString(seconds));
    try {
      checkpoints.save(
          new Checkpoint(steps, history.toTensors(), texts), learner.model(), learner.optimizer());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
