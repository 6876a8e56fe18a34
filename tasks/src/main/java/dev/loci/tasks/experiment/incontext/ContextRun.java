package dev.loci.tasks.experiment.incontext;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.optim.AdamW;
import dev.loci.optim.Optimizer;
import dev.loci.tasks.experiment.Checkpoints;
import dev.loci.tasks.experiment.MetricsTable;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.Provenance;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.SequenceBatch;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.TrainedModel;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Checkpoint;
import dev.loci.train.Trainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The training of one model on stars that come one after the other and hardly ever again. */
final class ContextRun implements Run {
  static final String STEP = "step";
  static final String LOSS = "loss";
  static final String EXACT = "exact_match";
  private static final String HISTORY = "history";
  private static final String TRAIN_SECONDS = "train_seconds";
  private static final String LOSSES = "losses";

  private final String experiment;
  private final ContextSettings settings;
  private final RunFolder folder;
  private final Checkpoints checkpoints;
  private final ContextStars stars;
  private final SequenceBatch batch;
  private final ContextEvaluation evaluation;
  private final Gpt model;
  private final Optimizer optimizer;
  private final MetricsTable history;
  private int first;
  private double trainSeconds;
  private double losses; // since the last measurement
  private double loss; // of the last update

  ContextRun(String experiment, ContextSettings settings, RunFolder folder) {
    this.experiment = experiment;
    this.settings = settings;
    this.folder = folder;
    checkpoints = new Checkpoints(folder, Settings.toJson(experiment, settings));
    stars = new ContextStars(settings);
    batch = new SequenceBatch(settings.batch(), stars.train(0));
    evaluation = new ContextEvaluation(settings, stars);
    model = model(settings, stars.encoder().vocabulary().size(), stars.train(0).length());
    optimizer = new AdamW(model.parameters(), settings.weightDecay());
    List<String> columns = new ArrayList<>(List.of(STEP, LOSS, EXACT));
    for (int i = 0; i < settings.pathLength(); i++) {
      columns.add(free(i));
    }
    for (int i = 0; i < settings.pathLength(); i++) {
      columns.add(forced(i));
    }
    history = new MetricsTable(columns);
  }

  /** The column of the i-th generated token's accuracy. */
  static String free(int i) {
    return "token_" + (i + 1);
  }

  /** The column of its accuracy after the true tokens before it. */
  static String forced(int i) {
    return "forced_token_" + (i + 1);
  }

  private static Gpt model(ContextSettings settings, int vocabulary, int context) {
    Gpt model =
        new Gpt(
            GptConfig.of(
                vocabulary, context, settings.layers(), settings.width(), settings.heads()));
    RandomStream random = RandomStream.of(settings.seed()).split("weights");
    GptInitializer.normal(random, settings.deviation(), settings.deviation()).initialize(model);
    return model;
  }

  @Override
  public Summary complete(Progress progress) throws IOException {
    if (checkpoints.exist()) {
      checkpoints.load(model, optimizer, this::restore);
    } else {
      measure(0);
    }
    train(progress);
    Map<String, String> provenance = Provenance.write(folder, experiment, settings.seed());
    folder.write(RunFolder.METRICS, history.toCsv());
    model.save(folder.file(RunFolder.MODEL));
    ContextSummary summary =
        ContextSummary.of(experiment, settings, history, model.parameterCount(), trainSeconds);
    new ContextReport(settings, history, summary).article(provenance).write(folder.path());
    return summary;
  }

  /** The model as the folder's run has left it. */
  TrainedModel open() throws IOException {
    model.load(folder.file(RunFolder.MODEL));
    return new TrainedModel(
        model,
        stars.encoder().vocabulary(),
        settings.pathLength(),
        !settings.teacherless(),
        () -> {
          measure(settings.steps());
          return ContextSummary.of(experiment, settings, history, 0, 0).figures();
        });
  }

  private void train(Progress progress) throws IOException {
    Trainer trainer = Trainer.replaying(optimizer, settings.schedule(), this::load, this::loss);
    for (int step = first; step < settings.steps(); step++) {
      long start = System.nanoTime();
      trainer.run(step, step + 1, (at, now, rate) -> loss = now);
      losses += loss;
      trainSeconds += (System.nanoTime() - start) / 1e9;
      int made = step + 1;
      boolean isEnd = made == settings.steps();
      if (isEnd || made % settings.evalEvery() == 0) {
        measure(made);
      }
      if (!isEnd && made % settings.checkpointEvery() == 0) {
        checkpoint(made);
      }
      progress.at(made, settings.steps(), message());
    }
  }

  private void load(int step) {
    long seen = (long) step * settings.batch();
    batch.load(row -> stars.train((int) ((seen + row) % settings.trainExamples())));
  }

  private Variable loss(Tape tape) {
    return model
        .forward(tape, batch.tokens(), batch.positions(), null)
        .crossEntropy(batch.labels());
  }

  private void measure(int made) {
    ContextEvaluation.Measurement now = evaluation.measure(model);
    double mean = made == 0 ? Double.NaN : losses / (made - lastMeasured());
    losses = 0;
    DoubleStream row = DoubleStream.of(made, mean, now.exact());
    row = DoubleStream.concat(row, DoubleStream.of(now.free()));
    history.add(DoubleStream.concat(row, DoubleStream.of(now.forced())).toArray());
  }

  private int lastMeasured() {
    return history.isEmpty() ? 0 : (int) history.last(STEP);
  }

  private String message() {
    return String.format(
        Locale.ROOT, "loss %.3f, unseen stars %.1f %%", loss, 100 * history.last(EXACT));
  }

  private void checkpoint(int made) throws IOException {
    Map<String, String> texts =
        Map.of(TRAIN_SECONDS, Double.toString(trainSeconds), LOSSES, Double.toString(losses));
    checkpoints.save(
        new Checkpoint(made, Map.of(HISTORY, history.toTensor()), texts), model, optimizer);
  }

  private void restore(Checkpoint checkpoint) {
    history.restore(checkpoint.tensors().get(HISTORY));
    trainSeconds = Checkpoints.number(checkpoint, TRAIN_SECONDS);
    losses = Checkpoints.number(checkpoint, LOSSES);
    first = checkpoint.steps();
    if (first < 1 || first >= settings.steps()) {
      throw new IllegalArgumentException(
          "it has %d updates of %d".formatted(first, settings.steps()));
    }
  }
}
