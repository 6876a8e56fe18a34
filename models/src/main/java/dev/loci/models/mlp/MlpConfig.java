package dev.loci.models.mlp;

import java.util.List;

/**
 * What an {@link Mlp} is made of. Start from {@link #linear}, {@link #associative} or {@link #relu}
 * and change what differs.
 *
 * @param vocabulary number of token ids, V
 * @param width width of the embedding, D
 * @param hidden widths of the hidden ReLU layers; none for one linear map of D to D
 * @param positions how many positions have a learned vector that is added to the embedding; 0 for
 *     none
 * @param tied whether the embedding is also the output matrix
 * @param frozenEmbeddings whether embedding, output matrix and positions keep their initial values
 * @param dropout rate of the dropout after each layer
 */
public record MlpConfig(
    int vocabulary,
    int width,
    List<Integer> hidden,
    int positions,
    boolean tied,
    boolean frozenEmbeddings,
    double dropout) {

  public MlpConfig {
    hidden = List.copyOf(hidden);
    if (vocabulary < 1 || width < 1 || positions < 0) {
      throw new IllegalArgumentException(
          "mlp: vocabulary %d and width %d must be positive, positions %d at least 0"
              .formatted(vocabulary, width, positions));
    }
    for (int size : hidden) {
      if (size < 1) {
        throw new IllegalArgumentException("mlp: a hidden layer of width " + size);
      }
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "mlp: the dropout rate is " + dropout + ", expected 0 <= rate < 1");
    }
  }

  /**
   * The "neural network" of arXiv 2510.26745: logits {@code E (W e + b)} of a token with embedding
   * e, everything trained.
   */
  public static MlpConfig linear(int vocabulary, int width) {
    return new MlpConfig(vocabulary, width, List.of(), 0, true, false, 0);
  }

  /**
   * The associative memory of arXiv 2510.26745: as {@link #linear}, but the embeddings stay as they
   * begin, so that W must hold all associations.
   */
  public static MlpConfig associative(int vocabulary, int width) {
    return linear(vocabulary, width).withFrozenEmbeddings();
  }

  /** A network with hidden layers of these widths, ReLU after each, and a last map to D. */
  public static MlpConfig relu(int vocabulary, int width, Integer... hidden) {
    return new MlpConfig(vocabulary, width, List.of(hidden), 0, true, false, 0);
  }

  /** The same with vectors for so many positions. */
  public MlpConfig withPositions(int count) {
    return new MlpConfig(vocabulary, width, hidden, count, tied, frozenEmbeddings, dropout);
  }

  /** The same with an output matrix of its own. */
  public MlpConfig untied() {
    return new MlpConfig(vocabulary, width, hidden, positions, false, frozenEmbeddings, dropout);
  }

  /** The same with embeddings, output matrix and positions that are not trained. */
  public MlpConfig withFrozenEmbeddings() {
    return new MlpConfig(vocabulary, width, hidden, positions, tied, true, dropout);
  }

  /** The same with dropout after each layer. */
  public MlpConfig withDropout(double rate) {
    return new MlpConfig(vocabulary, width, hidden, positions, tied, frozenEmbeddings, rate);
  }
}
