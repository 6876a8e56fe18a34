package dev.loci.tasks.graph;

/**
 * One example for a model of next tokens. The arrays are not copied and must not be changed.
 *
 * @param input the tokens that the model reads
 * @param labels the token to be said at each position, or {@link #IGNORE}
 */
public record Sequence(int[] input, int[] labels) {
  /** The label of positions that are not asked about. */
  public static final int IGNORE = -1;

  /** Checks that there is a label for each input. */
  public Sequence {
    if (input.length != labels.length) {
      throw new IllegalArgumentException(
          "Sequence: %d inputs, but %d labels".formatted(input.length, labels.length));
    }
  }

  /** Returns the number of positions. */
  public int length() {
    return input.length;
  }
}
