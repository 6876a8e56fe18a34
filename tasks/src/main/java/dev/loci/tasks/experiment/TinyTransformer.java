package dev.loci.tasks.experiment;

import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.optim.AdamW;
import dev.loci.optim.Optimizer;
import dev.loci.optim.Schedule;
import dev.loci.tasks.experiment.EdgeMemorization.Measurement;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.DataSetBuilder;
import dev.loci.tasks.graph.DataSetOptions;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.io.SafeTensors;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Checkpoint;
import dev.loci.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A one-layer Transformer memorises the edges of a tiny graph, one by one, and its embeddings are
 * watched while they come to draw the graph (arXiv 2510.26745, section on tiny graphs).
 */
public final class TinyTransformer {
  public static final String NAME = "tiny-transformer";

  /** Analysis takes n^3 time; beyond this the graph is not tiny. */
  private static final int MOST_NODES = 1000;

  /** All embeddings of all steps are held in memory. */
  private static final long MOST_KEPT = 100_000_000;

  private static final String SETTINGS = "settings";
  private static final String SECONDS = "seconds";

  /** Learns how far the training is. */
  @FunctionalInterface
  public interface Progress {
    void at(int step, int steps, double loss);
  }

  private final TinySettings settings;
  private final RunFolder folder;
  private final EdgeMemorization task;
  private final Gpt model;
  private final Optimizer optimizer;
  private History history = new History();
  private double secondsBefore;

  private TinyTransformer(TinySettings settings, RunFolder folder) {
    this.settings = settings;
    this.folder = folder;
    DataSet data = data(settings);
    task = new EdgeMemorization(data);
    int context = SequenceEncoder.blockSize(settings.pathLength());
    model = new Gpt(settings.model(task.vocabulary(), context));
    initializer(settings).initialize(model);
    optimizer = new AdamW(model.parameters(), settings.weightDecay());
  }

  /** Makes a run from the beginning; nothing is written before settings and data are checked. */
  public static Summary start(TinySettings settings, RunFolder folder, Progress progress)
      throws IOException {
    TinyTransformer run = new TinyTransformer(settings, folder);
    folder.clear();
    folder.write(RunFolder.CONFIG, Settings.toJson(settings));
    try {
      return run.complete(progress);
    } catch (ArithmeticException e) {
      folder.clear(); // it diverged, and would again
      throw e;
    }
  }

  /** Goes on with a run that was cut off, to the same end as if it had not been. */
  public static Summary resume(RunFolder folder, Progress progress) throws IOException {
    TinySettings settings = settings(folder);
    TinyTransformer run = new TinyTransformer(settings, folder);
    folder.clearPartial();
    if (folder.has(RunFolder.CHECKPOINT)) {
      run.restore();
    }
    return run.complete(progress);
  }

  private static TinySettings settings(RunFolder folder) {
    try {
      return Settings.parse(
          TinySettings.preset("star", false, false), folder.read(RunFolder.CONFIG));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(folder.file(RunFolder.CONFIG) + ": " + e.getMessage(), e);
    }
  }

  private static DataSet data(TinySettings settings) {
    DataSet data =
        settings.data().equals(TinySettings.GENERATED)
            ? generate(settings)
            : DataPlace.read(settings);
    if (data.nodeCount() > MOST_NODES || data.edges().size() == 0) {
      throw new IllegalArgumentException(
          "%s: a graph of %d nodes and %d edges, expected 1 edge to %d nodes"
              .formatted(data.stem(), data.nodeCount(), data.edges().size(), MOST_NODES));
    }
    long snapshots = settings.steps() + 1L;
    if (snapshots * data.nodeCount() * settings.width() > MOST_KEPT) {
      throw new IllegalArgumentException(
          "%d snapshots of %d nodes in %d dimensions are more than the %d numbers that are kept"
              .formatted(snapshots, data.nodeCount(), settings.width(), MOST_KEPT));
    }
    return data;
  }

  private static DataSet generate(TinySettings settings) {
    int nodes = settings.family().nodeCount();
    if (nodes > MOST_NODES) {
      throw new IllegalArgumentException(
          "a %s of %d nodes is not tiny; this experiment takes up to %d"
              .formatted(settings.graph(), nodes, MOST_NODES));
    }
    DataSetOptions options =
        DataSetOptions.of(settings.family(), Path.of(""))
            .withRandomSeed(settings.seed())
            .withDirections(true, !settings.forwardOnly());
    return DataSetBuilder.sample(options, settings.selfEdges());
  }

  private static GptInitializer initializer(TinySettings settings) {
    return switch (settings.init()) {
      case "framework" -> GptInitializer.framework(settings.seed(), 0.02);
      case "non_geometric" -> GptInitializer.framework(settings.seed(), 1);
      default -> GptInitializer.normal(RandomStream.of(settings.seed()), 0.02, 0.02);
    };
  }

  private void restore() throws IOException {
    Path file = folder.file(RunFolder.CHECKPOINT);
    Checkpoint checkpoint = Checkpoint.load(file, model, optimizer);
    if (!Settings.toJson(settings).equals(checkpoint.texts().get(SETTINGS))) {
      throw new IllegalArgumentException(
          file + " is of other settings than " + folder.file(RunFolder.CONFIG));
    }
    try {
      int n = task.data().nodeCount();
      history = History.fromTensors(checkpoint.tensors(), n, settings.width());
      secondsBefore = Double.parseDouble(checkpoint.texts().getOrDefault(SECONDS, "0"));
    } catch (IllegalArgumentException e) { // NumberFormatException among them
      throw new IllegalArgumentException(
          file + " is not a checkpoint of this experiment: " + e.getMessage(), e);
    }
    if (history.size() != checkpoint.steps() || history.size() > settings.steps()) {
      throw new IllegalArgumentException(
          "%s has %d updates of %d and a history of %d"
              .formatted(file, checkpoint.steps(), settings.steps(), history.size()));
    }
  }

  private Summary complete(Progress progress) throws IOException {
    long start = System.nanoTime();
    train(progress, start);
    double seconds = secondsBefore + (System.nanoTime() - start) / 1e9;
    Map<String, String> provenance = Provenance.collect(NAME, settings.seed());
    folder.write(RunFolder.PROVENANCE, Json.MAPPER.writeValueAsString(provenance) + "\n");
    folder.write(RunFolder.METRICS, history.toCsv());
    new SafeTensors(model.state(), Map.of()).write(folder.file(RunFolder.MODEL));
    GeometryReport report = GeometryReport.of(settings, task, history);
    report.page(provenance).write(folder.path());
    Summary summary = report.summary(seconds);
    folder.write(RunFolder.SUMMARY, Json.MAPPER.writeValueAsString(summary) + "\n");
    Files.deleteIfExists(folder.file(RunFolder.CHECKPOINT));
    return summary;
  }

  private void train(Progress progress, long start) {
    Schedule schedule = settings.schedule();
    RandomStream dropout = settings.dropout() == 0 ? null : dropout(0);
    Trainer trainer =
        Trainer.replaying(
            optimizer,
            schedule,
            step -> {
              if (dropout != null) {
                dropout.become(dropout(step));
              }
            },
            tape -> task.loss(model, tape, dropout));
    int first = history.size();
    trainer.run(
        first,
        settings.steps(),
        (step, loss, rate) -> {
          if (step > first && step % settings.checkpointEvery() == 0) {
            checkpoint(step, start);
          }
          history.add(task.measure(model, loss), rate, task.embeddings(model));
          progress.at(step, settings.steps(), loss);
        });
    Measurement end = task.measure(model, task.evaluateLoss(model));
    history.add(end, schedule.at(settings.steps()), task.embeddings(model));
    progress.at(settings.steps(), settings.steps(), end.loss());
  }

  /** A stream for each update, so that a resumed run draws what an unbroken one does. */
  private RandomStream dropout(int step) {
    return RandomStream.of(settings.seed()).split("dropout").split(Integer.toString(step));
  }

  private void checkpoint(int steps, long start) {
    double seconds = secondsBefore + (System.nanoTime() - start) / 1e9;
    Map<String, String> texts =
        Map.of(SETTINGS, Settings.toJson(settings), SECONDS, Double.toString(seconds));
    try {
      new Checkpoint(steps, history.toTensors(), texts)
          .save(folder.file(RunFolder.CHECKPOINT), model, optimizer);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write a checkpoint: " + e.getMessage(), e);
    }
  }
}
