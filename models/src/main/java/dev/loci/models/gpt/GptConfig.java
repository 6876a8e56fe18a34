package dev.loci.models.gpt;

/**
 * What a {@link Gpt} is made of. Start from {@link #of} and change what differs.
 *
 * @param vocabulary number of token ids, V
 * @param context longest sequence, in tokens
 * @param layers number of blocks
 * @param width width of the residual stream, D
 * @param heads attention heads; divides the width
 * @param attention whether blocks attend; without it a block is normalisation and MLP
 * @param residual whether blocks add to their input instead of replacing it
 * @param layerNorm whether there are normalisations, the final one included
 * @param positions whether a learned table of positions is added to the embedding
 * @param tied whether the embedding is also the output matrix
 * @param frozenEmbeddings whether embedding, output matrix and positions keep their initial values
 * @param linearBlocks whether the MLP is one linear map of D to D and dropout, without nonlinearity
 * @param dropout rate of the dropout after a linear block, or with MLPs, of that on the sum of
 *     embedding and position
 */
public record GptConfig(
    int vocabulary,
    int context,
    int layers,
    int width,
    int heads,
    boolean attention,
    boolean residual,
    boolean layerNorm,
    boolean positions,
    boolean tied,
    boolean frozenEmbeddings,
    boolean linearBlocks,
    double dropout) {

  public GptConfig {
    if (vocabulary < 1 || context < 1 || layers < 0 || width < 1) {
      throw new IllegalArgumentException(
          "gpt: vocabulary %d, context %d, layers %d and width %d must be positive, layers at least 0"
              .formatted(vocabulary, context, layers, width));
    }
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "gpt: a width of " + width + " does not divide into " + heads + " heads");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "gpt: the dropout rate is " + dropout + ", expected 0 <= rate < 1");
    }
  }

  /** The ordinary Transformer: everything on, tied, nothing frozen. */
  public static GptConfig of(int vocabulary, int context, int layers, int width, int heads) {
    return new GptConfig(
        vocabulary, context, layers, width, heads, true, true, true, true, true, false, false, 0);
  }
}
