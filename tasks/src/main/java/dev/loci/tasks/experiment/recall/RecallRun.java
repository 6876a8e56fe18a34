package dev.loci.tasks.experiment.recall;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.gpt.Gpt;
import dev.loci.optim.AdamW;
import dev.loci.optim.Optimizer;
import dev.loci.tasks.experiment.Checkpoints;
import dev.loci.tasks.experiment.MetricsTable;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.Provenance;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.TrainedModel;
import dev.loci.tasks.recall.FactTokens;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Query;
import dev.loci.tasks.recall.Recall;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Checkpoint;
import dev.loci.train.Trainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trains one model on facts, then has it looked at. Everything random comes from streams named
 * after what they are for, so that a run goes on from a checkpoint with the bits that it would have
 * had.
 */
final class RecallRun implements Run {
  static final String STEP = "step";
  static final String LOSS = "loss";
  static final String ACCURACY = "accuracy";
  static final String FACTS = "facts_accuracy";
  static final String HELD_OUT = "held_out_accuracy";

  private static final String TRAIN_SECONDS = "train_seconds";
  private static final String LOSSES = "losses";
  private static final String TABLE = "table";
  private static final String QUESTIONS = "questions";

  private static final double BETA2 = 0.99;

  /** During training so many questions of a kind stand for all; they are drawn once. */
  private static final int SAMPLE = 2048;

  private final String experiment;
  private final RecallSettings settings;
  private final RunFolder folder;
  private final Analysis analysis;
  private final Checkpoints checkpoints;
  private final Questions questions;
  private final int digest; // of the questions
  private final Gpt model;
  private final List<Query> learned; // of each kind, those that are asked during training
  private final List<Query> singles;
  private final List<Query> heldOut;
  private final List<QueryBatches> batches = new ArrayList<>();
  private final MetricsTable table =
      new MetricsTable(List.of(STEP, LOSS, ACCURACY, FACTS, HELD_OUT));
  private int step; // updates made
  private double losses; // since the last measurement
  private double trainSeconds;

  RecallRun(String experiment, RecallSettings settings, RunFolder folder, Analysis analysis) {
    this.experiment = experiment;
    this.settings = settings;
    this.folder = folder;
    this.analysis = analysis;
    checkpoints = new Checkpoints(folder, Settings.toJson(experiment, settings));
    questions = Questions.of(settings);
    digest = questions.digest();
    model = RecallModel.create(settings, questions);
    RandomStream measured = RandomStream.of(settings.seed()).split("measured");
    learned = Queries.some(questions.learned(), SAMPLE, measured.split("questions"));
    singles = Queries.some(questions.singles(), SAMPLE, measured.split("facts"));
    heldOut = Queries.some(questions.heldOut(), SAMPLE, measured.split("held out"));
    RandomStream order = RandomStream.of(settings.seed()).split("order");
    long count = (long) questions.learned().size() + questions.singles().size();
    add(questions.learned(), count, order.split("questions"));
    add(questions.singles(), count, order.split("facts"));
  }

  Questions questions() {
    return questions;
  }

  /** Gives a kind of question its share of every batch. */
  private void add(List<Query> queries, long count, RandomStream order) {
    if (!queries.isEmpty()) {
      long share = Math.round((double) Math.min(settings.batch(), count) * queries.size() / count);
      int size = (int) Math.max(1, share);
      batches.add(
          new QueryBatches(
              questions.facts(), questions.form(), queries, size, settings.allTokens(), order));
    }
  }

  @Override
  public Summary complete(Progress progress) throws IOException {
    Optimizer optimizer =
        new AdamW(
            model.parameters(),
            BETA2,
            (name, value) -> value.rank() == 2 ? settings.weightDecay() : 0);
    if (checkpoints.exist()) {
      checkpoints.load(model, optimizer, this::restore);
    } else {
      measure(Double.NaN);
    }
    train(optimizer, progress);
    Map<String, String> provenance = Provenance.write(folder, experiment, settings.seed());
    folder.write(RunFolder.METRICS, table.toCsv());
    model.save(folder.file(RunFolder.MODEL));
    Map<String, Double> figures = figures();
    Analysis.Findings findings = analysis.of(new Analysis.Trained(settings, questions, model));
    figures.putAll(findings.figures());
    new RecallReport(experiment, settings, questions, table, figures)
        .article(findings.sections(), provenance)
        .write(folder.path());
    return new RecallSummary(experiment, settings, figures);
  }

  /** The model as the folder's run has left it. */
  TrainedModel open() throws IOException {
    model.load(folder.file(RunFolder.MODEL));
    int answer = questions.form() == Form.CHAIN ? questions.hops() : 1;
    return new TrainedModel(model, new FactTokens(questions.facts()), answer, this::answers);
  }

  private Map<String, Double> figures() {
    Map<String, Double> figures = answers();
    figures.put("final_loss", table.last(LOSS));
    figures.put("parameters", (double) model.parameterCount());
    figures.put("trained_parameters", (double) RecallModel.trainable(model));
    figures.put("steps", (double) step);
    figures.put(TRAIN_SECONDS, trainSeconds);
    return figures;
  }

  /** What the model answers to all questions of each kind that there is. */
  private Map<String, Double> answers() {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (!questions.learned().isEmpty()) {
      Recall recall = Recall.of(model, questions.facts(), questions.form(), questions.learned());
      figures.put(ACCURACY, recall.accuracy());
      figures.put("margin", recall.margin());
    }
    figures.put(FACTS, accuracy(questions.singles()));
    figures.put(HELD_OUT, accuracy(questions.heldOut()));
    figures.values().removeIf(share -> share.isNaN());
    return figures;
  }

  private double accuracy(List<Query> queries) {
    return Recall.accuracy(model, questions.facts(), questions.form(), queries);
  }

  private void measure(double loss) {
    table.add(step, loss, accuracy(learned), accuracy(singles), accuracy(heldOut));
  }

  private Variable loss(Tape tape) {
    int labels = batches.stream().mapToInt(QueryBatches::labels).sum();
    return batches.stream()
        .map(each -> each.loss(tape, model).mul((double) each.labels() / labels))
        .reduce(Variable::add)
        .orElseThrow();
  }

  private void train(Optimizer optimizer, Progress progress) throws IOException {
    Trainer trainer =
        Trainer.replaying(
            optimizer,
            settings.schedule(),
            number -> batches.forEach(each -> each.load(number)),
            this::loss);
    while (step < settings.steps() && !isSolved()) {
      int end = Math.min(next(settings.measureEvery()), next(settings.checkpointEvery()));
      long start = System.nanoTime();
      trainer.run(
          step,
          Math.min(end, settings.steps()),
          (number, loss, rate) -> {
            losses += loss;
            progress.at(number, settings.steps(), message(loss));
          });
      trainSeconds += (System.nanoTime() - start) / 1e9;
      step = Math.min(end, settings.steps());
      boolean isEnd = step == settings.steps();
      if (isEnd || step % settings.measureEvery() == 0) {
        measure(losses / (step - table.last(STEP)));
        losses = 0;
      }
      if (!isEnd && step % settings.checkpointEvery() == 0) {
        checkpoint(optimizer);
      }
    }
  }

  /** The next multiple after the updates made. */
  private int next(int every) {
    return (int) Math.min(Integer.MAX_VALUE, ((long) step / every + 1) * every);
  }

  /** Whether training may stop: every question is answered, not only those of the sample. */
  private boolean isSolved() {
    return settings.stopWhenSolved()
        && table.last(STEP) == step
        && !(table.last(ACCURACY) < 1)
        && !(table.last(FACTS) < 1)
        && !(accuracy(questions.learned()) < 1)
        && !(accuracy(questions.singles()) < 1);
  }

  private String message(double loss) {
    return String.format(Locale.ROOT, "loss %.3f, %.1f %% right", loss, 100 * table.last(ACCURACY));
  }

  private void checkpoint(Optimizer optimizer) throws IOException {
    Map<String, String> texts =
        Map.of(
            TRAIN_SECONDS,
            Double.toString(trainSeconds),
            LOSSES,
            Double.toString(losses),
            QUESTIONS,
            Integer.toString(digest));
    checkpoints.save(
        new Checkpoint(step, Map.of(TABLE, table.toTensor()), texts), model, optimizer);
  }

  private void restore(Checkpoint checkpoint) {
    if (Checkpoints.number(checkpoint, QUESTIONS) != digest) {
      throw new IllegalArgumentException(
          "its model has learned other facts or questions than those of data=" + settings.data());
    }
    table.restore(checkpoint.tensors().get(TABLE));
    trainSeconds = Checkpoints.number(checkpoint, TRAIN_SECONDS);
    losses = Checkpoints.number(checkpoint, LOSSES);
    step = checkpoint.steps();
    if (step < 1 || step >= settings.steps()) {
      throw new IllegalArgumentException(
          "it has %d updates of %d".formatted(step, settings.steps()));
    }
  }
}
