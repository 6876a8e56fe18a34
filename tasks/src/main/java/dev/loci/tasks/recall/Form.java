package dev.loci.tasks.recall;

import dev.loci.tasks.graph.Sequence;
import java.util.Arrays;

/** How a question and its answers are written as tokens. */
public enum Form {
  /** {@code [s, r_1..r_k]}, then the last answer: no chain of thought. */
  DIRECT("direct"),
  /** {@code [s, r_1..r_k]}, then the answers of all hops {@code a_1..a_k}. */
  CHAIN("chain"),
  /** {@code [s, r_1, a_1, .., r_k, a_k]}: each hop is a question of one hop. */
  INTERLEAVED("interleaved");

  private final String word;

  Form(String word) {
    this.word = word;
  }

  /** What file names call it. */
  public String word() {
    return word;
  }

  /**
   * The form that file names and settings call so.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  public static Form named(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst().orElseThrow();
  }

  /** The number of tokens, answers included, of a question of k hops. */
  public int length(int hops) {
    return this == DIRECT ? hops + 2 : 2 * hops + 1;
  }

  /** The question with its answers. */
  public int[] tokens(FactSet facts, Query query) {
    int k = query.hops();
    int[] chain = facts.chain(query);
    int[] tokens = new int[length(k)];
    tokens[0] = query.subject();
    for (int t = 0; t < k; t++) {
      tokens[relationAt(t)] = facts.relationToken(query.relation(t));
      if (this != DIRECT) {
        tokens[answerAt(t, k)] = chain[t];
      }
    }
    tokens[tokens.length - 1] = chain[k - 1];
    return tokens;
  }

  /** Where the relation of a hop stands, from 0 on. */
  private int relationAt(int hop) {
    return this == INTERLEAVED ? 2 * hop + 1 : hop + 1;
  }

  /** Where the answer of a hop stands. */
  private int answerAt(int hop, int hops) {
    return this == INTERLEAVED ? 2 * hop + 2 : hops + 1 + hop;
  }

  /**
   * The example to learn from: at each position the next token is the label.
   *
   * @param all whether every token is a label, not just the answers, which alone can be known
   */
  public Sequence example(FactSet facts, Query query, boolean all) {
    int[] tokens = tokens(facts, query);
    int[] labels = Arrays.copyOfRange(tokens, 1, tokens.length);
    if (!all) {
      int k = query.hops();
      int[] answers = new int[labels.length];
      Arrays.fill(answers, Sequence.IGNORE);
      answers[labels.length - 1] = labels[labels.length - 1];
      for (int t = 0; t < k && this != DIRECT; t++) {
        int at = answerAt(t, k) - 1;
        answers[at] = labels[at];
      }
      labels = answers;
    }
    return new Sequence(Arrays.copyOf(tokens, tokens.length - 1), labels);
  }
}
