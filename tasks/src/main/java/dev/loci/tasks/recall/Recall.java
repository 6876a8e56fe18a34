package dev.loci.tasks.recall;

import dev.loci.autograd.Tape;
import dev.loci.models.Decoder;
import dev.loci.models.SequenceModel;
import dev.loci.tasks.graph.Sequence;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a model answers questions.
 *
 * @param accuracy share of questions whose last answer is right when the model writes all answers
 *     itself
 * @param margin the least logit of a right answer less the best of all other tokens, at all answers
 *     when the model reads right ones before
 */
public record Recall(double accuracy, double margin) {
  /** Questions are taken in groups that hold about so many numbers. */
  private static final int TOGETHER = 1 << 22;

  /** So many questions are answered at a time. */
  private static final int SEVERAL = 4096;

  /** Asks a model. */
  public static Recall of(SequenceModel model, FactSet facts, Form form, List<Query> queries) {
    if (queries.isEmpty()) {
      throw new IllegalArgumentException("recall: there are no questions");
    }
    Tensor embedding = model.embedding().value();
    int tokens = form.length(queries.getFirst().hops());
    int wide = 4 * embedding.shape().dim(1) + embedding.shape().dim(0);
    int together = Math.max(1, TOGETHER / (tokens * wide));
    long right = 0;
    double margin = Double.POSITIVE_INFINITY;
    for (int from = 0; from < queries.size(); from += together) {
      List<Query> some = queries.subList(from, Math.min(queries.size(), from + together));
      Reading reading = Reading.of(model, facts, form, some);
      right += form == Form.DIRECT ? reading.right() : count(answered(model, facts, form, some));
      margin = Math.min(margin, reading.margin());
    }
    return new Recall((double) right / queries.size(), margin);
  }

  /** The share of questions of which the last answer is right; NaN if there are none. */
  public static double accuracy(
      SequenceModel model, FactSet facts, Form form, List<Query> queries) {
    return (double) count(answered(model, facts, form, queries)) / queries.size();
  }

  private static int count(boolean[] answered) {
    int right = 0;
    for (boolean each : answered) {
      right += each ? 1 : 0;
    }
    return right;
  }

  /** For each question whether the model's last answer is right. */
  public static boolean[] answered(
      SequenceModel model, FactSet facts, Form form, List<Query> queries) {
    boolean[] answered = new boolean[queries.size()];
    for (int from = 0; from < queries.size(); from += SEVERAL) {
      List<Query> some = queries.subList(from, Math.min(queries.size(), from + SEVERAL));
      int[][] said = answers(model, facts, form, some);
      for (int i = 0; i < said.length; i++) {
        answered[from + i] = said[i][said[i].length - 1] == facts.answerToken(some.get(i));
      }
    }
    return answered;
  }

  /**
   * What a model says to questions of equally many hops: for each question the last answer, or with
   * a chain of thought those of all hops, each the most likely token after what it said before.
   */
  public static int[][] answers(
      SequenceModel model, FactSet facts, Form form, List<Query> queries) {
    int hops = queries.getFirst().hops();
    int count = form == Form.DIRECT ? 1 : hops;
    int[][] answers = new int[queries.size()][count];
    int[][] tokens = new int[queries.size()][];
    Arrays.setAll(tokens, i -> form.tokens(facts, queries.get(i)));
    Decoder decoder = model.decoder(queries.size(), form.length(hops) - 1);
    for (int t = 0; t < count; t++) {
      int hop = t;
      int[][] next = new int[queries.size()][];
      Arrays.setAll(next, i -> next(form, hops, tokens[i], hop, answers[i]));
      Tensor logits = decoder.read(matrix(next));
      for (int i = 0; i < next.length; i++) {
        answers[i][t] = largest(logits.select(0, i).toFloatArray());
      }
    }
    return answers;
  }

  /** What the model reads before it says the answer of a hop: its own answer stands for ours. */
  private static int[] next(Form form, int hops, int[] tokens, int hop, int[] answers) {
    if (hop == 0) {
      return Arrays.copyOf(tokens, form == Form.INTERLEAVED ? 2 : hops + 1);
    }
    int said = answers[hop - 1];
    return form == Form.INTERLEAVED ? new int[] {said, tokens[2 * hop + 1]} : new int[] {said};
  }

  /**
   * What a model says when it reads right answers.
   *
   * @param right how many answers are the most likely ones
   * @param margin the least logit of a right answer less the best of all other tokens
   */
  private record Reading(long right, double margin) {
    static Reading of(SequenceModel model, FactSet facts, Form form, List<Query> queries) {
      List<Sequence> examples =
          queries.stream().map(query -> form.example(facts, query, false)).toList();
      int[][] inputs = examples.stream().map(Sequence::input).toArray(int[][]::new);
      int[] labels = examples.stream().flatMapToInt(e -> Arrays.stream(e.labels())).toArray();
      int[] answers =
          IntStream.range(0, labels.length).filter(i -> labels[i] != Sequence.IGNORE).toArray();
      Tensor logits =
          model
              .forward(Tape.inference(), matrix(inputs), Tensor.of(answers, answers.length), null)
              .tensor();
      long right = 0;
      double margin = Double.POSITIVE_INFINITY;
      for (int i = 0; i < answers.length; i++) {
        float[] row = logits.select(0, i).toFloatArray();
        int label = labels[answers[i]];
        int said = largest(row);
        right += said == label ? 1 : 0;
        margin = Math.min(margin, lead(row, label, said));
      }
      return new Reading(right, margin);
    }

    /** How far a label's logit is ahead of all others, the largest of all being known. */
    private static double lead(float[] row, int label, int said) {
      float own = row[label];
      row[label] = Float.NEGATIVE_INFINITY;
      return (double) own - row[said == label ? largest(row) : said];
    }
  }

  private static Tensor matrix(int[][] rows) {
    int[] all = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    return Tensor.wrap(all, rows.length, rows[0].length);
  }

  /** The place of the largest logit, the first one of equal ones. */
  private static int largest(float[] row) {
    int largest = 0;
    for (int i = 0; i < row.length; i++) {
      if (Float.isNaN(row[i])) {
        throw new ArithmeticException(
            "recall: the logit of token " + i + " is NaN; the model has diverged");
      }
      largest = row[i] > row[largest] ? i : largest;
    }
    return largest;
  }
}
