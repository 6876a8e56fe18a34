package dev.loci.tasks.graph;

import java.util.Arrays;

/**
 * The tokens of a graph's sequences: its nodes, then nine signs.
 *
 * @param nodeCount the number of nodes, whose tokens are 0..nodeCount-1
 */
public record Vocabulary(int nodeCount) implements Tokens {
  private static final String[] SIGNS = {
    "|", "[PAUSE]", "/", "$", ">", "<", "[PAD]", "[EDGE]", "[PATH]"
  };

  /** Checks the number of nodes. */
  public Vocabulary {
    if (nodeCount < 1 || nodeCount > Limits.NODES) {
      throw new IllegalArgumentException(
          "Vocabulary: %d nodes are not between 1 and %d".formatted(nodeCount, Limits.NODES));
    }
  }

  /** Returns the number of tokens. */
  public int size() {
    return nodeCount + SIGNS.length;
  }

  /** Returns the token {@code |}, which separates edges. */
  public int bar() {
    return nodeCount;
  }

  /** Returns the token {@code [PAUSE]}. */
  public int pause() {
    return nodeCount + 1;
  }

  /** Returns the token {@code /}, which ends a list of edges. */
  public int slash() {
    return nodeCount + 2;
  }

  /** Returns the token {@code $}, which stands for the targets in teacherless inputs. */
  public int filler() {
    return nodeCount + 3;
  }

  /** Returns the token {@code >}. */
  public int greater() {
    return nodeCount + 4;
  }

  /** Returns the token {@code <}. */
  public int less() {
    return nodeCount + 5;
  }

  /** Returns the token {@code [PAD]}, which fills up short rows of a batch. */
  public int pad() {
    return nodeCount + 6;
  }

  /** Returns the task token {@code [EDGE]}. */
  public int edge() {
    return nodeCount + 7;
  }

  /** Returns the task token {@code [PATH]}. */
  public int path() {
    return nodeCount + 8;
  }

  @Override
  public String name(int token) {
    if (token < 0 || token >= size()) {
      throw new IllegalArgumentException(
          "Vocabulary: token %d is not one of %d".formatted(token, size()));
    }
    return token < nodeCount ? Integer.toString(token) : SIGNS[token - nodeCount];
  }

  @Override
  public int token(String name) {
    int sign = Arrays.asList(SIGNS).indexOf(name);
    if (sign >= 0) {
      return nodeCount + sign;
    }
    int node = Tokens.number(name, nodeCount);
    if (node < 0) {
      throw new IllegalArgumentException(
          "\"%s\" is no token; there are the nodes 0 to %d and the signs %s"
              .formatted(name, nodeCount - 1, String.join(" ", SIGNS)));
    }
    return node;
  }
}
