package dev.loci.tasks.recall.theory;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The constructions by name. */
public enum Scheme {
  SELECTOR("selector", false, (n, r, k, d) -> new Selector(n, r, Codes.BITS)),
  SELECTOR_CODED("selector-coded", false, (n, r, k, d) -> new CodedSelector(n, r)),
  SELECTOR_CIRCLE("selector-circle", false, (n, r, k, d) -> new Selector(n, r, Codes.CIRCLE)),
  ATTENTION_ONLY("attention-only", false, (n, r, k, d) -> new AttentionOnly(n, r)),
  KEY_VALUE("key-value", true, (n, r, k, d) -> new KeyValueMemory(n, r, k)),
  TREE("tree", true, (n, r, k, d) -> new PrecomputedTree(n, r, k)),
  CHAIN_OF_THOUGHT("chain-of-thought", true, (n, r, k, d) -> new ChainOfThought(n, r, k)),
  INTERLEAVED("interleaved", true, (n, r, k, d) -> new InterleavedChain(n, r, k)),
  DISJOINT("disjoint", false, (n, r, k, d) -> new DisjointAnswers(n, r, d)),
  SUPERPOSED("superposed", false, (n, r, k, d) -> new SuperposedAnswers(n, r, d));

  /** Makes a construction of sizes N, R, k and D. */
  @FunctionalInterface
  private interface Maker {
    Construction of(int subjects, int relations, int hops, int answers);
  }

  private final String word;
  private final boolean answersHops;
  private final Maker maker;

  Scheme(String word, boolean answersHops, Maker maker) {
    this.word = word;
    this.answersHops = answersHops;
    this.maker = maker;
  }

  /** What the command line calls it. */
  public String word() {
    return word;
  }

  /** Whether its relations have answers of their own instead of sharing them. */
  public boolean isDisjoint() {
    return this == DISJOINT || this == SUPERPOSED;
  }

  /** Whether it answers questions of several hops. */
  public boolean answersHops() {
    return answersHops;
  }

  /**
   * The construction of these sizes.
   *
   * @param hops without effect on a scheme of one hop
   * @param answers the answers of a relation that shares none; without effect on other schemes
   * @throws IllegalArgumentException if a number is too small
   */
  public Construction of(int subjects, int relations, int hops, int answers) {
    return maker.of(subjects, relations, hops, answers);
  }

  /**
   * The scheme of a name.
   *
   * @throws IllegalArgumentException naming all of them if there is none
   */
  public static Scheme named(String word) {
    return Arrays.stream(values())
        .filter(scheme -> scheme.word.equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no construction \"%s\"; there are %s"
                    .formatted(
                        word,
                        Arrays.stream(values())
                            .map(Scheme::word)
                            .collect(Collectors.joining(", ")))));
  }
}
