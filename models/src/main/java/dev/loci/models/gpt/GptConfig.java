package dev.loci.models.gpt;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a {@link Gpt} is made of. Start from {@link #of} and change what differs, as in {@code
 * GptConfig.of(26, 64, 1, 32, 1).without(Switch.TIED).withDropout(0.1)}.
 *
 * @param vocabulary number of token ids, V
 * @param context longest sequence, in tokens
 * @param width width of the residual stream, D
 * @param blocks the inner widths of each layer
 * @param switches what is on; everything else is off
 * @param dropout rate of the dropout after a linear block, or with MLPs, of that on the sum of
 *     embedding and position
 */
public record GptConfig(
    int vocabulary,
    int context,
    int width,
    List<BlockConfig> blocks,
    Set<Switch> switches,
    double dropout) {

  /** What a Transformer may have or not (arXiv 2510.26745). */
  public enum Switch {
    /** Blocks attend; without it a block is normalisation and MLP. */
    ATTENTION,
    /** Blocks add to their input instead of replacing it. */
    RESIDUAL,
    /** There are normalisations, the final one included. */
    LAYER_NORM,
    /** A learned table of positions is added to the embedding. */
    POSITIONS,
    /** The embedding is also the output matrix. */
    TIED,
    /** Embedding, output matrix and positions keep their initial values. */
    FROZEN_EMBEDDINGS,
    /** The MLP is one linear map of D to D and dropout, without nonlinearity. */
    LINEAR_BLOCKS
  }

  private static final Set<Switch> USUAL =
      EnumSet.of(
          Switch.ATTENTION, Switch.RESIDUAL, Switch.LAYER_NORM, Switch.POSITIONS, Switch.TIED);

  public GptConfig {
    blocks = List.copyOf(blocks);
    Set<Switch> on = EnumSet.noneOf(Switch.class);
    on.addAll(switches);
    switches = Collections.unmodifiableSet(on);
    requirePositive(vocabulary, context, blocks.size(), width);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "gpt: the dropout rate is " + dropout + ", expected 0 <= rate < 1");
    }
  }

  private static void requirePositive(int vocabulary, int context, int layers, int width) {
    if (vocabulary < 1 || context < 1 || layers < 0 || width < 1) {
      throw new IllegalArgumentException(
          "gpt: vocabulary %d, context %d, layers %d and width %d must be positive, layers at least 0"
              .formatted(vocabulary, context, layers, width));
    }
  }

  /**
   * The ordinary Transformer: attention, residual connections, normalisation and positions, tied,
   * with layers that are all of {@link BlockConfig#of}.
   */
  public static GptConfig of(int vocabulary, int context, int layers, int width, int heads) {
    requirePositive(vocabulary, context, layers, width);
    BlockConfig block = BlockConfig.of(width, heads);
    return of(vocabulary, context, width, Collections.nCopies(layers, block));
  }

  /** The ordinary Transformer with layers of any inner widths. */
  public static GptConfig of(int vocabulary, int context, int width, List<BlockConfig> blocks) {
    return new GptConfig(vocabulary, context, width, blocks, USUAL, 0);
  }

  /**
   * The Transformer of theory (arXiv 2605.12426, section 2): attention and MLP added to the
   * residual stream, no normalisation, an output matrix of its own.
   */
  public static GptConfig withoutNorms(
      int vocabulary, int context, int width, boolean positions, List<BlockConfig> blocks) {
    return of(vocabulary, context, width, blocks)
        .without(Switch.LAYER_NORM, Switch.TIED)
        .with(Switch.POSITIONS, positions);
  }

  /** Whether a switch is on. */
  public boolean has(Switch what) {
    return switches.contains(what);
  }

  /** The same with a switch on or off. */
  public GptConfig with(Switch what, boolean on) {
    Set<Switch> changed = EnumSet.noneOf(Switch.class);
    changed.addAll(switches);
    if (on) {
      changed.add(what);
    } else {
      changed.remove(what);
    }
    return new GptConfig(vocabulary, context, width, blocks, changed, dropout);
  }

  /** The same with these switches on. */
  public GptConfig with(Switch... on) {
    GptConfig changed = this;
    for (Switch each : on) {
      changed = changed.with(each, true);
    }
    return changed;
  }

  /** The same with these switches off. */
  public GptConfig without(Switch... off) {
    GptConfig changed = this;
    for (Switch each : off) {
      changed = changed.with(each, false);
    }
    return changed;
  }

  /** The same with dropout of a rate. */
  public GptConfig withDropout(double rate) {
    return new GptConfig(vocabulary, context, width, blocks, switches, rate);
  }

  /** The number of layers. */
  public int layers() {
    return blocks.size();
  }

  /** The number of parameters that a {@link Gpt} of this form has, told without making one. */
  public long parameterCount() {
    long d = width;
    boolean normed = has(Switch.LAYER_NORM);
    boolean attends = has(Switch.ATTENTION);
    boolean linear = has(Switch.LINEAR_BLOCKS);
    long count = d * vocabulary * (has(Switch.TIED) ? 1 : 2);
    count += has(Switch.POSITIONS) ? d * context : 0;
    for (BlockConfig block : blocks) {
      boolean mlp = linear || !block.hidden().isEmpty();
      int norms = normed ? (attends && mlp ? 2 : 1) : 0;
      count += 2 * d * norms;
      count += attends ? block.attentionParameters(d) : 0;
      count += linear ? (d + 1) * d : block.mlpParameters(d);
    }
    return count + (normed ? 2 * d : 0);
  }
}
