package dev.loci.tasks.recall.theory;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The constructions by name. */
public enum Scheme {
  SELECTOR("selector", false) {
    @Override
    public Construction of(int subjects, int relations, int hops, int answers) {
      return new Selector(subjects, relations, Codes.BITS);
    }
  },
  SELECTOR_CODED("selector-coded", false) {
    @Override
    public Construction of(int subjects, int relations, int hops, int answers) {
      return new CodedSelector(subjects, relations);
    }
  },
  SELECTOR_CIRCLE("selector-circle", false) {
    @Override
    public Construction of(int subjects, int relations, int hops, int answers) {
      return new Selector(subjects, relations, Codes.CIRCLE);
    }
  },
  ATTENTION_ONLY("attention-only", false) {
    @Override
    public Construction of(int subjects, int relations, int hops, int answers) {
      return new AttentionOnly(subjects, relations);
    }
  },
  KEY_VALUE("key-value", true) {
    @Override
    public Construction of(int subjects, int relations, int hops, int answers) {
      return new KeyValueMemory(subjects, relations, hops);
    }
  },
  TREE("tree", true) {
    @Override
    public Construction of(int subjects, int relations, int hops, int answers) {
      return new PrecomputedTree(subjects, relations, hops);
    }
  },
  CHAIN_OF_THOUGHT("chain-of-thought", true) {
    @Override
    public Construction of(int subjects, int relations, int hops, int answers) {
      return new ChainOfThought(subjects, relations, hops);
    }
  },
  DISJOINT("disjoint", false) {
    @Override
    public Construction of(int subjects, int relations, int hops, int answers) {
      return new DisjointAnswers(subjects, relations, answers);
    }
  };

  private final String word;
  private final boolean hops;

  Scheme(String word, boolean hops) {
    this.word = word;
    this.hops = hops;
  }

  /** What the command line calls it. */
  public String word() {
    return word;
  }

  /** Whether it answers questions of several hops. */
  public boolean answersHops() {
    return hops;
  }

  /**
   * The construction of these sizes.
   *
   * @param hops without effect on a scheme of one hop
   * @param answers the answers of a relation that shares none; without effect on other schemes
   */
  public abstract Construction of(int subjects, int relations, int hops, int answers);

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
