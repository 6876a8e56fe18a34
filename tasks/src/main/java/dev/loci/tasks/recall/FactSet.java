package dev.loci.tasks.recall;

import dev.loci.tensor.random.RandomStream;
import java.util.stream.IntStream;

/**
 * Facts: for each relation r and subject s one answer. The arrays are not copied and must not be
 * changed.
 *
 * <p>Tokens are numbered subjects first, {@code 0..N-1}, then relations, {@code N..N+R-1}. If the
 * answers are shared, each relation is a bijection of the subjects, answers are subjects too, and
 * questions may take several hops. Otherwise relation r has D answers of its own, {@code
 * N+R+rD..N+R+rD+D-1}.
 *
 * @param answers answers[r][s] is the answer's number among those of its relation
 * @param answerCount D, the number of answers that a relation has; N if they are shared
 * @param shared whether all relations share one answer set, the subjects
 */
public record FactSet(int[][] answers, int answerCount, boolean shared) {
  /** More facts than this are refused: far above what is studied, far below what fills a heap. */
  public static final int MOST_FACTS = 10_000_000;

  /** Checks that the tables are of one length, and bijections if they are shared. */
  public FactSet {
    if (answers.length < 1 || answers[0].length < 2) {
      throw new IllegalArgumentException(
          "facts: %d relations of %d subjects, at least 1 of 2 are needed"
              .formatted(answers.length, answers.length < 1 ? 0 : answers[0].length));
    }
    int n = answers[0].length;
    for (int r = 0; r < answers.length; r++) {
      boolean[] taken = new boolean[answerCount];
      if (answers[r].length != n) {
        throw new IllegalArgumentException(
            "facts: relation %d has %d subjects where the first has %d"
                .formatted(r, answers[r].length, n));
      }
      for (int answer : answers[r]) {
        if (answer < 0 || answer >= answerCount) {
          throw new IllegalArgumentException(
              "facts: relation %d has the answer %d, answers are 0 to %d"
                  .formatted(r, answer, answerCount - 1));
        }
        if (shared && taken[answer]) {
          throw new IllegalArgumentException(
              "facts: relation %d gives the answer %d twice, so it is no bijection"
                  .formatted(r, answer));
        }
        taken[answer] = true;
      }
    }
  }

  /**
   * Draws independent bijections, every one equally likely. A relation's does not depend on how
   * many others there are.
   *
   * @throws IllegalArgumentException if there are fewer than 2 subjects or 1 relation, or more than
   *     {@link #MOST_FACTS} facts
   */
  public static FactSet bijections(int subjects, int relations, RandomStream random) {
    requireSizes(subjects, relations);
    int[][] answers = new int[relations][];
    for (int r = 0; r < relations; r++) {
      answers[r] = IntStream.range(0, subjects).toArray();
      random.split("relation " + r).shuffle(answers[r]);
    }
    return new FactSet(answers, subjects, true);
  }

  /**
   * Draws the answers of relations that share none: D for each, any of them equally likely for each
   * subject (arXiv 2412.06538).
   */
  public static FactSet disjoint(
      int subjects, int relations, int answerCount, RandomStream random) {
    requireSizes(subjects, relations);
    if (answerCount < 2 || (long) relations * answerCount > MOST_FACTS) {
      throw new IllegalArgumentException(
          "facts: %d answers for each of %d relations, expected at least 2 and at most %d in all"
              .formatted(answerCount, relations, MOST_FACTS));
    }
    int[][] answers = new int[relations][];
    for (int r = 0; r < relations; r++) {
      RandomStream own = random.split("relation " + r);
      answers[r] = IntStream.range(0, subjects).map(s -> own.below(answerCount)).toArray();
    }
    return new FactSet(answers, answerCount, false);
  }

  private static void requireSizes(int subjects, int relations) {
    if (subjects < 2 || relations < 1) {
      throw new IllegalArgumentException(
          "facts: %d subjects and %d relations, expected at least 2 and 1"
              .formatted(subjects, relations));
    }
    if ((long) subjects * relations > MOST_FACTS) {
      throw new IllegalArgumentException(
          "facts: %d subjects times %d relations are %d facts, at most %d are allowed"
              .formatted(subjects, relations, (long) subjects * relations, MOST_FACTS));
    }
  }

  /** N. */
  public int subjects() {
    return answers[0].length;
  }

  /** R. */
  public int relations() {
    return answers.length;
  }

  /** The number of tokens: subjects, relations and, if they are not shared, answers. */
  public int vocabulary() {
    return subjects() + relations() + (shared ? 0 : relations() * answerCount);
  }

  /** The token of a relation. */
  public int relationToken(int relation) {
    return subjects() + relation;
  }

  /** The answer's number among those of its relation. */
  public int answer(int subject, int relation) {
    return answers[relation][subject];
  }

  /** The answer's token. */
  public int answerToken(int subject, int relation) {
    int answer = answers[relation][subject];
    return shared ? answer : subjects() + relations() + relation * answerCount + answer;
  }

  /**
   * The tokens of all hops' answers: {@code a_t = f_{r_t}(a_{t-1})}, beginning with the subject's.
   *
   * @throws IllegalArgumentException if there are several hops and answers are not subjects
   */
  public int[] chain(Query query) {
    if (query.hops() > 1 && !shared) {
      throw new IllegalArgumentException(
          "facts: %d hops need answers that are subjects, here each relation has its own"
              .formatted(query.hops()));
    }
    int[] chain = new int[query.hops()];
    int at = query.subject();
    for (int t = 0; t < chain.length; t++) {
      at = answerToken(at, query.relation(t));
      chain[t] = at;
    }
    return chain;
  }

  /** The token of the last hop's answer, {@code F(s; r_1..r_k)}. */
  public int answerToken(Query query) {
    int[] chain = chain(query);
    return chain[chain.length - 1];
  }
}
