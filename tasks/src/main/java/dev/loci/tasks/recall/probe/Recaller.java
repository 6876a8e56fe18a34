package dev.loci.tasks.recall.probe;

import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Query;
import dev.loci.tasks.recall.Recall;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model that recalls facts of one hop, some of its weights as plain arrays, and what becomes of
 * its answers with other embeddings of the subjects. The model is as before after each question.
 */
public final class Recaller {
  private final Gpt model;
  private final FactSet facts;
  private final List<Query> queries;
  private final double[][] subjects;
  private final double[][] answerVectors;
  private @Nullable Superposition fit;
  private @Nullable Assignments assignments;

  /**
   * @param facts that it has learned, with shared answers
   */
  public Recaller(Gpt model, FactSet facts) {
    if (!facts.shared()) {
      throw new IllegalArgumentException(
          ("recaller: superpositions are looked for where relations share their answers; here each of"
                  + " %d has %d of its own")
              .formatted(facts.relations(), facts.answerCount()));
    }
    this.model = model.config().has(Switch.TIED) ? untied(model) : model;
    this.facts = facts;
    queries = new Queries(facts.subjects(), facts.relations(), 1).all();
    subjects = Vectors.rows(model.embedding().value().slice(0, 0, facts.subjects()));
    answerVectors = AnswerVectors.of(model, IntStream.range(0, facts.subjects()).toArray());
  }

  /**
   * The same model with a copy of the embedding as an output matrix of its own, which stays when
   * subjects get other embeddings.
   */
  private static Gpt untied(Gpt tied) {
    Gpt twin = new Gpt(tied.config().without(Switch.TIED));
    Map<String, Tensor> state = new LinkedHashMap<>(tied.state());
    state.put(AnswerVectors.OUTPUT, tied.embedding().value());
    twin.load(state);
    return twin;
  }

  /** The model that is asked: the given one, or if that is tied, one untied that says the same. */
  public Gpt model() {
    return model;
  }

  /** The facts that the model has learned. */
  public FactSet facts() {
    return facts;
  }

  /** The width of embeddings. */
  public int width() {
    return subjects[0].length;
  }

  /** The subjects' embeddings; must not be changed. */
  public double[][] subjects() {
    return subjects;
  }

  /**
   * The model's own vectors of answers: rows of the output matrix less their mean, of unit overall
   * deviation; must not be changed.
   */
  public double[][] answerVectors() {
    return answerVectors;
  }

  /** Superpositions fitted to the embeddings of all subjects; they are fitted once. */
  public Superposition fit() {
    if (fit == null) {
      int[] all = IntStream.range(0, facts.subjects()).toArray();
      fit = Superposition.fit(answerVectors, facts, subjects, all);
    }
    return fit;
  }

  /** The same if subjects may differ in which relation's matrix is whose; found once. */
  public Assignments assignments() {
    if (assignments == null) {
      assignments = Assignments.of(answerVectors, facts, subjects);
    }
    return assignments;
  }

  /** All questions of one hop, subject by subject. */
  public List<Query> queries() {
    return queries;
  }

  /** The share of facts that the model recalls with other embeddings of its subjects. */
  public double accuracy(double[][] embeddings, FactSet expected) {
    int right = 0;
    for (boolean each : answered(embeddings, expected)) {
      right += each ? 1 : 0;
    }
    return (double) right / queries.size();
  }

  /** For each of {@link #queries} whether the answer is the expected one. */
  public boolean[] answered(double[][] embeddings, FactSet expected) {
    Tensor table = model.embedding().value().slice(0, 0, facts.subjects());
    Tensor before = Tensor.wrap(table.toFloatArray(), facts.subjects(), width());
    table.copyFrom(tensor(embeddings));
    try {
      return Recall.answered(model, expected, Form.DIRECT, queries);
    } finally {
      table.copyFrom(before);
    }
  }

  /**
   * The share of each relation's facts that the model recalls if some columns of a weight matrix
   * are zeros: if what they are multiplied with is silenced.
   *
   * @param parameter its name, such as {@code layers.0.mlp.down.weight}
   */
  public double[] accuraciesWithout(String parameter, int[] columns) {
    Tensor weight = Objects.requireNonNull(model.state().get(parameter), parameter);
    Tensor before =
        Tensor.wrap(weight.toFloatArray(), weight.shape().dim(0), weight.shape().dim(1));
    for (int column : columns) {
      weight.select(1, column).fill(0);
    }
    try {
      return byRelation(Recall.answered(model, facts, Form.DIRECT, queries));
    } finally {
      weight.copyFrom(before);
    }
  }

  private double[] byRelation(boolean[] right) {
    double[] shares = new double[facts.relations()];
    for (int i = 0; i < right.length; i++) {
      shares[queries.get(i).relation(0)] += right[i] ? 1.0 / facts.subjects() : 0;
    }
    return shares;
  }

  /** Rows as a float32 tensor. */
  static Tensor tensor(double[][] rows) {
    float[] all = new float[rows.length * rows[0].length];
    int at = 0;
    for (double[] row : rows) {
      for (double x : row) {
        all[at++] = (float) x;
      }
    }
    return Tensor.wrap(all, rows.length, rows[0].length);
  }

  /** A copy of rows. */
  static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }
}
