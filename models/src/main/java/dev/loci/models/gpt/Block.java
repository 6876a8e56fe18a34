package dev.loci.models.gpt;

import dev.loci.autograd.Variable;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.nn.CausalSelfAttention;
import dev.loci.nn.KeyValueCache;
import dev.loci.nn.LayerNorm;
import dev.loci.nn.Module;
import dev.loci.nn.Positions;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** One layer: attention and MLP, each normalised before and added to its input after. */
final class Block extends Module {
  private final boolean residual;
  private final @Nullable LayerNorm norm1;
  private final @Nullable CausalSelfAttention attention;
  private final @Nullable LayerNorm norm2;
  private final @Nullable BlockMlp mlp;

  Block(GptConfig config, BlockConfig block) {
    int width = config.width();
    boolean hasMlp = config.has(Switch.LINEAR_BLOCKS) || !block.hidden().isEmpty();
    residual = config.has(Switch.RESIDUAL);
    norm1 = config.has(Switch.LAYER_NORM) ? child("norm1", new LayerNorm(width)) : null;
    attention =
        config.has(Switch.ATTENTION)
            ? child(
                "attention",
                new CausalSelfAttention(
                    width, block.heads(), block.keyWidth(), block.valueWidth(), block.biases()))
            : null;
    norm2 =
        config.has(Switch.LAYER_NORM) && config.has(Switch.ATTENTION) && hasMlp
            ? child("norm2", new LayerNorm(width))
            : null;
    mlp = hasMlp ? child("mlp", new BlockMlp(config, block)) : null;
  }

  Variable forward(Variable x, @Nullable RandomStream dropout) { // (B, T, D)
    if (attention == null) {
      return think(norm1, x, dropout);
    }
    return think(norm2, add(x, attention.forward(normalise(norm1, x))), dropout);
  }

  /** The rows {@code (N, D)} of {@link #forward} at positions, without dropout. */
  Variable forwardAt(Variable x, Tensor positions) { // (B, T, D)
    return think(attention == null ? norm1 : norm2, attendAt(x, positions), null);
  }

  /** The units {@code (N, H)} of the MLP's last hidden layer at positions. */
  Variable unitsAt(Variable x, Tensor positions) { // (B, T, D)
    if (mlp == null) {
      throw new IllegalArgumentException("gpt: the layer has no MLP and so no hidden units");
    }
    return mlp.units(normalise(attention == null ? norm1 : norm2, attendAt(x, positions)));
  }

  private Variable attendAt(Variable x, Tensor positions) {
    Variable here = Positions.select(x, positions);
    return attention == null ? here : add(here, attention.forward(normalise(norm1, x), positions));
  }

  /** As {@link #forward} for positions from {@code past} on; the cache knows those before. */
  Variable step(Variable x, KeyValueCache cache, int past) { // (B, T, D)
    if (attention == null) {
      return forward(x, null);
    }
    return think(norm2, add(x, attention.step(normalise(norm1, x), cache, past)), null);
  }

  private Variable think(@Nullable LayerNorm norm, Variable x, @Nullable RandomStream dropout) {
    return mlp == null ? x : add(x, mlp.forward(normalise(norm, x), dropout));
  }

  private Variable add(Variable x, Variable change) {
    return residual ? x.add(change) : change;
  }

  private static Variable normalise(@Nullable LayerNorm norm, Variable x) {
    return norm == null ? x : norm.forward(x);
  }
}
