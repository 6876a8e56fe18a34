package dev.loci.models.mamba;

/**
 * What a {@link Mamba} is made of. Start from {@link #of} or {@link #release} and change what
 * differs.
 *
 * @param vocabulary number of token ids, V
 * @param layers number of blocks
 * @param width width of the residual stream, D
 * @param states numbers that each inner channel remembers, N
 * @param kernel positions that the convolution sees
 * @param expand inner channels for each of the width's, so that there are {@code expand D}
 * @param rank width of the bottleneck that the step sizes come through
 * @param residual whether blocks add to their input instead of replacing it
 * @param finalNorm whether the last states are normalised
 * @param tied whether the embedding is also the output matrix
 * @param frozenEmbeddings whether embedding and output matrix keep their initial values
 */
public record MambaConfig(
    int vocabulary,
    int layers,
    int width,
    int states,
    int kernel,
    int expand,
    int rank,
    boolean residual,
    boolean finalNorm,
    boolean tied,
    boolean frozenEmbeddings) {

  public MambaConfig {
    if (vocabulary < 1 || layers < 0 || width < 1) {
      throw new IllegalArgumentException(
          "mamba: vocabulary %d, layers %d and width %d must be positive, layers at least 0"
              .formatted(vocabulary, layers, width));
    }
    if (states < 1 || kernel < 1 || expand < 1 || rank < 1) {
      throw new IllegalArgumentException(
          "mamba: states %d, kernel %d, expand %d and rank %d must be positive"
              .formatted(states, kernel, expand, rank));
    }
  }

  /** Mamba as published: residual connections and a final norm, tied. */
  public static MambaConfig of(int vocabulary, int layers, int width) {
    int rank = Math.ceilDiv(width, 16);
    return new MambaConfig(vocabulary, layers, width, 16, 4, 2, rank, true, true, true, false);
  }

  /** The release of arXiv 2510.26745: neither residual connections nor a final norm. */
  public static MambaConfig release(int vocabulary, int layers, int width) {
    return of(vocabulary, layers, width).withResidual(false).withFinalNorm(false);
  }

  public MambaConfig withResidual(boolean on) {
    return new MambaConfig(
        vocabulary,
        layers,
        width,
        states,
        kernel,
        expand,
        rank,
        on,
        finalNorm,
        tied,
        frozenEmbeddings);
  }

  public MambaConfig withFinalNorm(boolean on) {
    return new MambaConfig(
        vocabulary,
        layers,
        width,
        states,
        kernel,
        expand,
        rank,
        residual,
        on,
        tied,
        frozenEmbeddings);
  }

  /** With the embedding as the output matrix or not, and with values that stay or not. */
  public MambaConfig withEmbedding(boolean isTied, boolean isFrozen) {
    return new MambaConfig(
        vocabulary,
        layers,
        width,
        states,
        kernel,
        expand,
        rank,
        residual,
        finalNorm,
        isTied,
        isFrozen);
  }

  /** The number of inner channels. */
  public int channels() {
    return expand * width;
  }
}
