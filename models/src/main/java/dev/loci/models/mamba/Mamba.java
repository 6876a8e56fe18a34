package dev.loci.models.mamba;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Activation;
import dev.loci.models.Decoder;
import dev.loci.models.SequenceModel;
import dev.loci.nn.Embedding;
import dev.loci.nn.LayerNorm;
import dev.loci.nn.Linear;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A selective state space model (Gu and Dao, 2023): what attention is to the Transformer, a
 * recurrence is here, whose step sizes depend on the input. Its cost is linear in the length, and
 * it needs no positions.
 *
 * <p>Parameters are zeros (gains ones) until a {@link MambaInitializer} fills them or {@link #load}
 * takes over a file.
 */
public final class Mamba extends Module implements SequenceModel {
  private final MambaConfig config;
  private final Embedding embedding;
  private final List<Block> layers = new ArrayList<>();
  private final @Nullable LayerNorm finalNorm;
  private final @Nullable Linear head;

  public Mamba(MambaConfig config) {
    this.config = config;
    embedding = child("embedding", new Embedding(config.vocabulary(), config.width()));
    for (int i = 0; i < config.layers(); i++) {
      layers.add(child("layers." + i, new Block(config)));
    }
    finalNorm = config.finalNorm() ? child("final_norm", new LayerNorm(config.width())) : null;
    head =
        config.tied()
            ? null
            : child("head", new Linear(config.width(), config.vocabulary(), false));
    if (config.frozenEmbeddings()) {
      embedding.weight().freeze();
      if (head != null) {
        head.weight().freeze();
      }
    }
  }

  public MambaConfig config() {
    return config;
  }

  @Override
  public Parameter embedding() {
    return embedding.weight();
  }

  @Override
  public Variable forward(Tape tape, Tensor tokens) {
    return logits(hidden(tape, tokens));
  }

  /** As {@link SequenceModel#forward}; there is no dropout. */
  @Override
  public Variable forward(
      Tape tape, Tensor tokens, Tensor positions, @Nullable RandomStream dropout) {
    Variable x = hidden(tape, tokens);
    return logits(x.reshape(tokens.size(), config.width()).gather(positions));
  }

  /** What the model remembers before it has seen anything. */
  public MambaState start(int batch) {
    return new MambaState(config, batch, embedding().value().dtype());
  }

  /**
   * Reads one more token of each sequence: the cost does not depend on how many came before, and
   * the logits have the bits that {@link #forward} gives for all tokens at once.
   *
   * @param state what the model remembers; changed in place
   * @param tokens int32 {@code (B)}
   * @return logits {@code (B, V)}
   */
  public Tensor step(MambaState state, Tensor tokens) {
    return next(advance(state, tokens));
  }

  @Override
  public Decoder decoder(int batch, int length) {
    MambaState state = start(batch);
    return tokens -> {
      if (tokens.rank() != 2 || tokens.shape().dim(1) == 0) {
        throw new IllegalArgumentException(
            "mamba: tokens of shape %s for a decoder of %d sequences"
                .formatted(tokens.shape(), batch));
      }
      int last = tokens.shape().dim(1) - 1;
      for (int t = 0; t < last; t++) {
        advance(state, tokens.select(1, t));
      }
      return step(state, tokens.select(1, last));
    };
  }

  /** Reads a token of each sequence and returns the last layer's output, (B, 1, D). */
  private Variable advance(MambaState state, Tensor tokens) {
    state.requireBatch(tokens.shape());
    Variable x = embedding.forward(Tape.inference(), tokens.unsqueeze(1)); // (B, 1, D)
    for (int i = 0; i < layers.size(); i++) {
      x = layers.get(i).step(x, state.layer(i)); // (B, 1, D)
    }
    return x;
  }

  private Tensor next(Variable x) {
    return logits(finalNorm == null ? x : finalNorm.forward(x)).tensor().select(1, 0);
  }

  /** The states {@code (B, T, D)} that the logits are computed from. */
  private Variable hidden(Tape tape, Tensor tokens) {
    if (tokens.rank() != 2 || tokens.shape().dim(1) == 0) {
      throw new IllegalArgumentException(
          "mamba: tokens of shape %s are not sequences of at least one".formatted(tokens.shape()));
    }
    Variable x = embedding.forward(tape, tokens); // (B, T, D)
    for (Block layer : layers) {
      x = layer.forward(x); // (B, T, D)
    }
    return finalNorm == null ? x : finalNorm.forward(x);
  }

  /** Maps states {@code (..., D)} to logits {@code (..., V)}. */
  private Variable logits(Variable x) {
    if (head != null) {
      return head.forward(x);
    }
    return precision().linear(x, embedding.weight().on(x.tape()), null, Activation.IDENTITY);
  }
}
