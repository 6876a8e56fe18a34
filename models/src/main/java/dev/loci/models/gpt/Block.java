package dev.loci.models.gpt;

import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Activation;
import dev.loci.nn.CausalSelfAttention;
import dev.loci.nn.Dropout;
import dev.loci.nn.KeyValueCache;
import dev.loci.nn.LayerNorm;
import dev.loci.nn.Linear;
import dev.loci.nn.Module;
import dev.loci.tensor.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** One layer: attention and MLP, each normalised before and added to its input after. */
final class Block extends Module {
  private final boolean residual;
  private final @Nullable LayerNorm norm1;
  private final @Nullable CausalSelfAttention attention;
  private final @Nullable LayerNorm norm2;
  private final Mlp mlp;

  Block(GptConfig config) {
    int width = config.width();
    residual = config.residual();
    norm1 = config.layerNorm() ? child("norm1", new LayerNorm(width)) : null;
    attention =
        config.attention()
            ? child("attention", new CausalSelfAttention(width, config.heads()))
            : null;
    norm2 = config.layerNorm() && config.attention() ? child("norm2", new LayerNorm(width)) : null;
    mlp = child("mlp", new Mlp(width, config.linearBlocks(), config.dropout()));
  }

  Variable forward(Variable x, @Nullable RandomStream dropout) { // (B, T, D)
    if (attention == null) {
      return add(x, mlp.forward(normalise(norm1, x), dropout));
    }
    Variable attended = add(x, attention.forward(normalise(norm1, x)));
    return add(attended, mlp.forward(normalise(norm2, attended), dropout));
  }

  /** As {@link #forward} for positions from {@code past} on; the cache knows those before. */
  Variable step(Variable x, KeyValueCache cache, int past) { // (B, T, D)
    if (attention == null) {
      return forward(x, null);
    }
    Variable attended = add(x, attention.step(normalise(norm1, x), cache, past));
    return add(attended, mlp.forward(normalise(norm2, attended), null));
  }

  private Variable add(Variable x, Variable change) {
    return residual ? x.add(change) : change;
  }

  private static Variable normalise(@Nullable LayerNorm norm, Variable x) {
    return norm == null ? x : norm.forward(x);
  }

  /** D to 4D to D with GELU between, or one linear map of D to D. */
  static final class Mlp extends Module {
    private final Linear up;
    private final @Nullable Linear down;
    private final Dropout dropout;

    Mlp(int width, boolean linear, double dropout) {
      up = child(linear ? "linear" : "up", new Linear(width, linear ? width : 4 * width, true));
      down = linear ? null : child("down", new Linear(4 * width, width, true));
      this.dropout = new Dropout(dropout);
    }

    Variable forward(Variable x, @Nullable RandomStream random) {
      if (down == null) {
        Variable y = up.forward(x);
        return random == null ? y : dropout.forward(y, random);
      }
      return down.forward(up.forward(x, Activation.GELU));
    }
  }
}
