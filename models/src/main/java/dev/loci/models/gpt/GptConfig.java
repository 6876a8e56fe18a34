package dev.loci.models.gpt;

import java.util.Collections;
import java.util.List;

/**
 * What a {@link Gpt} is made of. Start from {@link #of} and change what differs.
 *
 * @param vocabulary number of token ids, V
 * @param context longest sequence, in tokens
 * @param width width of the residual stream, D
 * @param blocks the inner widths of each layer
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
    int width,
    List<BlockConfig> blocks,
    boolean attention,
    boolean residual,
    boolean layerNorm,
    boolean positions,
    boolean tied,
    boolean frozenEmbeddings,
    boolean linearBlocks,
    double dropout) {

  public GptConfig {
    blocks = List.copyOf(blocks);
    requirePositive(vocabulary, context, blocks.size(), width);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "gpt: the dropout rate is " + dropout + ", expected 0 <= rate < 1");
    }
  }

  /** Layers that are all of {@link BlockConfig#of}. */
  public GptConfig(
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
    requirePositive(vocabulary, context, layers, width);
    this(
        vocabulary,
        context,
        width,
        Collections.nCopies(layers, BlockConfig.of(width, heads)),
        attention,
        residual,
        layerNorm,
        positions,
        tied,
        frozenEmbeddings,
        linearBlocks,
        dropout);
  }

  private static void requirePositive(int vocabulary, int context, int layers, int width) {
    if (vocabulary < 1 || context < 1 || layers < 0 || width < 1) {
      throw new IllegalArgumentException(
          "gpt: vocabulary %d, context %d, layers %d and width %d must be positive, layers at least 0"
              .formatted(vocabulary, context, layers, width));
    }
  }

  /** The ordinary Transformer: everything on, tied, nothing frozen. */
  public static GptConfig of(int vocabulary, int context, int layers, int width, int heads) {
    return new GptConfig(
        vocabulary, context, layers, width, heads, true, true, true, true, true, false, false, 0);
  }

  /**
   * The Transformer of theory (arXiv 2605.12426, section 2): attention and MLP added to the
   * residual stream, no normalisation, an output matrix of its own.
   */
  public static GptConfig withoutNorms(
      int vocabulary, int context, int width, boolean positions, List<BlockConfig> blocks) {
    return new GptConfig(
        vocabulary, context, width, blocks, true, true, false, positions, false, false, false, 0);
  }

  /** The number of layers. */
  public int layers() {
    return blocks.size();
  }

  /** The number of parameters that a {@link Gpt} of this form has, told without making one. */
  public long parameterCount() {
    long d = width;
    long count = d * vocabulary * (tied ? 1 : 2) + (positions ? d * context : 0);
    for (BlockConfig block : blocks) {
      boolean mlp = linearBlocks || !block.hidden().isEmpty();
      int norms = layerNorm ? (attention && mlp ? 2 : 1) : 0;
      count += 2 * d * norms;
      count += attention ? block.attentionParameters(d) : 0;
      count += linearBlocks ? (d + 1) * d : block.mlpParameters(d);
    }
    return count + (layerNorm ? 2 * d : 0);
  }
}
