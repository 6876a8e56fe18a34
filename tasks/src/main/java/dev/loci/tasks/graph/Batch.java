package dev.loci.tasks.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences side by side, shorter ones filled up on the right. The arrays are flat, row after row,
 * and must not be changed.
 *
 * @param size the number of sequences, B
 * @param length the length of the longest, T
 * @param inputs B x T tokens, the padding token after the end
 * @param labels B x T labels, {@link Sequence#IGNORE} after the end
 * @param lengths the B true lengths
 */
public record Batch(int size, int length, int[] inputs, int[] labels, int[] lengths) {

  /**
   * Returns the batch of these sequences.
   *
   * @param pad the padding token
   */
  public static Batch of(List<Sequence> sequences, int pad) {
    int[] lengths = sequences.stream().mapToInt(Sequence::length).toArray();
    int length = IntStream.of(lengths).max().orElse(0);
    int[] inputs = new int[Math.multiplyExact(lengths.length, length)];
    int[] labels = new int[inputs.length];
    Arrays.fill(inputs, pad);
    Arrays.fill(labels, Sequence.IGNORE);
    for (int b = 0; b < lengths.length; b++) {
      Sequence sequence = sequences.get(b);
      System.arraycopy(sequence.input(), 0, inputs, b * length, lengths[b]);
      System.arraycopy(sequence.labels(), 0, labels, b * length, lengths[b]);
    }
    return new Batch(lengths.length, length, inputs, labels, lengths);
  }

  /** Returns where in the flat arrays there is a label. */
  public int[] labelledPositions() {
    return IntStream.range(0, labels.length).filter(i -> labels[i] != Sequence.IGNORE).toArray();
  }
}
