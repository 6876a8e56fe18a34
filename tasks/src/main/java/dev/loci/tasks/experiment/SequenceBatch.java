package dev.loci.tasks.experiment;

import dev.loci.tasks.graph.Sequence;
import dev.loci.tensor.Tensor;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * So many sequences of one form side by side: they have the same length, and labels at the same
 * positions. The tensors stay the same, so that what is computed from them can be replayed.
 */
public final class SequenceBatch {
  private final int[] asked; // the positions of a sequence that have a label
  private final Tensor tokens;
  private final Tensor positions;
  private final Tensor labels;

  /**
   * Makes room; until the first {@link #load} all tokens are 0.
   *
   * @param example what all sequences have in common is taken from it
   */
  public SequenceBatch(int size, Sequence example) {
    int length = example.length();
    asked =
        IntStream.range(0, length).filter(i -> example.labels()[i] != Sequence.IGNORE).toArray();
    tokens = Tensor.wrap(new int[size * length], size, length);
    positions =
        Tensor.wrap(
            IntStream.range(0, size)
                .flatMap(row -> IntStream.of(asked).map(i -> row * length + i))
                .toArray());
    labels = Tensor.wrap(new int[size * asked.length]);
  }

  /** The tokens: (size, length). */
  public Tensor tokens() {
    return tokens;
  }

  /** Where in the flat tokens there is a label, ascending. */
  public Tensor positions() {
    return positions;
  }

  /** The labels at these positions. */
  public Tensor labels() {
    return labels;
  }

  /** Puts a sequence into each row, from the first to the last. */
  public void load(IntFunction<Sequence> rows) {
    int[] inputs = tokens.array();
    int[] targets = labels.array();
    int length = tokens.shape().dim(1);
    for (int row = 0; row < tokens.shape().dim(0); row++) {
      Sequence sequence = rows.apply(row);
      System.arraycopy(sequence.input(), 0, inputs, row * length, length);
      for (int j = 0; j < asked.length; j++) {
        targets[row * asked.length + j] = sequence.labels()[asked[j]];
      }
    }
    tokens.changed();
    labels.changed();
  }
}
