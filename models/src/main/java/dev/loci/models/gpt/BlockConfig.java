package dev.loci.models.gpt;

import java.util.List;

/**
 * The inner widths of one layer of a {@link Gpt}. The ordinary layer is {@link #of}; the
 * hand-written weights of the study of factual recall (arXiv 2605.12426) need the others.
 *
 * @param heads attention heads
 * @param keyWidth width of the queries and keys of one head
 * @param valueWidth width of the values of one head
 * @param biases whether the four projections of the attention have biases
 * @param hidden widths of the hidden layers of the MLP; none for a layer without MLP
 * @param relu whether ReLU follows the hidden layers instead of GELU
 */
public record BlockConfig(
    int heads, int keyWidth, int valueWidth, boolean biases, List<Integer> hidden, boolean relu) {

  public BlockConfig {
    hidden = List.copyOf(hidden);
    if (heads < 1 || keyWidth < 1 || valueWidth < 1) {
      throw new IllegalArgumentException(
          "gpt: %d heads with keys of width %d and values of width %d must all be positive"
              .formatted(heads, keyWidth, valueWidth));
    }
    for (int width : hidden) {
      if (width < 1) {
        throw new IllegalArgumentException("gpt: a hidden layer of width " + width);
      }
    }
  }

  /** Heads that share the width, biases, and an MLP of width 4D with GELU. */
  public static BlockConfig of(int width, int heads) {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "gpt: a width of " + width + " does not divide into " + heads + " heads");
    }
    int each = width / heads;
    return new BlockConfig(heads, each, each, true, List.of(4 * width), false);
  }

  /** The number of parameters of the attention in a model of a width. */
  long attentionParameters(long width) {
    long keys = (long) heads * keyWidth;
    long values = (long) heads * valueWidth;
    return 2 * (keys + values) * width + (biases ? 2 * keys + values + width : 0);
  }

  /** The number of parameters of the MLP in a model of a width. */
  long mlpParameters(long width) {
    long count = 0;
    long in = width;
    for (int out : hidden) {
      count += (in + 1) * out;
      in = out;
    }
    return hidden.isEmpty() ? 0 : count + (in + 1) * width;
  }
}
