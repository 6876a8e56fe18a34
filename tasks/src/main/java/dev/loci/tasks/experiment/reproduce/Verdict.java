package dev.loci.tasks.experiment.reproduce;

import java.util.List;

/** What our runs say of a claim. */
public enum Verdict {
  HOLDS("holds"),
  PARTLY("holds partly"),
  DOES_NOT_HOLD("does not hold here");

  /**
   * The share of seeds that must meet the threshold: one in five may miss it, since the recipes
   * themselves fail for single seeds (an independent implementation's fail for the same ones).
   */
  public static final double SEEDS = 0.8;

  /** A claim holds partly if this share of its cases does, and not all of them. */
  public static final double CASES = 0.5;

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /**
   * Judges a claim by all values of all its cases.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Verdict of(Threshold threshold, List<Evidence> cases) {
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("verdict: there are no cases to judge by");
    }
    long met = cases.stream().filter(each -> each.meets(threshold)).count();
    if (met == cases.size()) {
      return HOLDS;
    }
    return met >= CASES * cases.size() ? PARTLY : DOES_NOT_HOLD;
  }
}
