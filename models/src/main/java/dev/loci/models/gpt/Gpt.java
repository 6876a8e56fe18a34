package dev.loci.models.gpt;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Activation;
import dev.loci.models.Decoder;
import dev.loci.models.SequenceModel;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.nn.Dropout;
import dev.loci.nn.Embedding;
import dev.loci.nn.KeyValueCache;
import dev.loci.nn.LayerNorm;
import dev.loci.nn.Linear;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.nn.Positions;
import dev.loci.nn.Precision;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoder-only Transformer in the pre-norm form (Radford et al., 2019), with the switches that
 * the study of geometric memory needs (arXiv 2510.26745).
 *
 * <p>Parameters are zeros (gains ones) until an {@link GptInitializer} fills them or {@link #load}
 * takes over a file.
 */
public final class Gpt extends Module implements SequenceModel {
  private final GptConfig config;
  private final Embedding embedding;
  private final @Nullable Embedding positions;
  private final Dropout embeddingDropout;
  private final List<Block> layers = new ArrayList<>();
  private final @Nullable LayerNorm finalNorm;
  private final @Nullable Linear head;

  public Gpt(GptConfig config) {
    this.config = config;
    embedding = child("embedding", new Embedding(config.vocabulary(), config.width()));
    positions =
        config.has(Switch.POSITIONS)
            ? child("positions", new Embedding(config.context(), config.width()))
            : null;
    embeddingDropout = new Dropout(config.dropout());
    for (BlockConfig block : config.blocks()) {
      layers.add(child("layers." + layers.size(), new Block(config, block)));
    }
    finalNorm =
        config.has(Switch.LAYER_NORM) ? child("final_norm", new LayerNorm(config.width())) : null;
    head =
        config.has(Switch.TIED)
            ? null
            : child("head", new Linear(config.width(), config.vocabulary(), false));
    if (config.has(Switch.FROZEN_EMBEDDINGS)) {
      embedding.weight().freeze();
      if (positions != null) {
        positions.weight().freeze();
      }
      if (head != null) {
        head.weight().freeze();
      }
    }
  }

  public GptConfig config() {
    return config;
  }

  @Override
  public Parameter embedding() {
    return embedding.weight();
  }

  @Override
  public Variable forward(Tape tape, Tensor tokens) {
    return forward(tape, tokens, null);
  }

  /**
   * Computes the logits in training.
   *
   * @param dropout where dropout draws from; null for none
   */
  public Variable forward(Tape tape, Tensor tokens, @Nullable RandomStream dropout) {
    return logits(hidden(tape, tokens, dropout));
  }

  @Override
  public Variable forward(
      Tape tape, Tensor tokens, Tensor positions, @Nullable RandomStream dropout) {
    Variable x = hidden(tape, tokens, dropout);
    return logits(x.reshape(tokens.size(), config.width()).gather(positions));
  }

  /**
   * What the residual stream holds, before any final normalisation: {@code (B, T, D)} of the
   * embedding, then after each layer. Without gradients, to be looked at.
   */
  public List<Tensor> states(Tensor tokens) {
    List<Tensor> states = new ArrayList<>();
    Variable x = embed(Tape.inference(), requireSequences(tokens), 0); // (B, T, D)
    states.add(x.tensor());
    for (Block layer : layers) {
      x = layer.forward(x, null); // (B, T, D)
      states.add(x.tensor());
    }
    return states;
  }

  /**
   * Computes the logits {@code (N, V)} of some positions as {@link #forward(Tape, Tensor, Tensor,
   * RandomStream)} does, but leaves out what the last layer would compute at others. Gradients are
   * the same sums, added up in another order. There is no dropout.
   */
  public Variable forwardOnlyAt(Tape tape, Tensor tokens, Tensor positions) {
    return forwardOnlyAt(embedding.forward(tape, requireSequences(tokens)), positions);
  }

  /**
   * As {@link #forwardOnlyAt(Tape, Tensor, Tensor)} for other vectors than the table has.
   *
   * @param vectors what stands for the embeddings of tokens, {@code (B, T, D)}
   */
  public Variable forwardOnlyAt(Variable vectors, Tensor positions) {
    Variable x = place(vectors, 0); // (B, T, D)
    if (layers.isEmpty()) {
      return logits(normalise(Positions.select(x, positions)));
    }
    for (Block layer : layers.subList(0, layers.size() - 1)) {
      x = layer.forward(x, null); // (B, T, D)
    }
    return logits(normalise(layers.getLast().forwardAt(x, positions))); // (N, D) to (N, V)
  }

  /**
   * The units {@code (N, H)} of the last hidden layer of a layer's MLP, after its activation.
   *
   * @param positions as in {@link #forwardOnlyAt(Tape, Tensor, Tensor)}
   * @throws IllegalArgumentException if there is no such layer, or no MLP in it
   */
  public Variable hiddenUnits(Tape tape, Tensor tokens, Tensor positions, int layer) {
    if (layer < 0 || layer >= layers.size()) {
      throw new IllegalArgumentException(
          "gpt: there is no layer %d, layers are 0 to %d".formatted(layer, layers.size() - 1));
    }
    Variable x = embed(tape, requireSequences(tokens), 0); // (B, T, D)
    for (Block before : layers.subList(0, layer)) {
      x = before.forward(x, null); // (B, T, D)
    }
    return layers.get(layer).unitsAt(x, positions);
  }

  private Tensor requireSequences(Tensor tokens) {
    if (tokens.rank() != 2 || tokens.shape().dim(1) > config.context()) {
      throw new IllegalArgumentException(
          "gpt: tokens of shape %s are not sequences of at most %d"
              .formatted(tokens.shape(), config.context()));
    }
    return tokens;
  }

  /** The states {@code (B, T, D)} that the logits are computed from. */
  private Variable hidden(Tape tape, Tensor tokens, @Nullable RandomStream dropout) {
    Variable x = embed(tape, requireSequences(tokens), 0); // (B, T, D)
    if (dropout != null && !config.has(Switch.LINEAR_BLOCKS)) {
      x = embeddingDropout.forward(x, dropout);
    }
    for (Block layer : layers) {
      x = layer.forward(x, dropout); // (B, T, D)
    }
    return normalise(x);
  }

  /** The tokens at the positions from {@code past} on. */
  private Variable embed(Tape tape, Tensor tokens, int past) {
    return place(embedding.forward(tape, tokens), past);
  }

  /** Adds the positions from {@code past} on. */
  private Variable place(Variable x, int past) { // (B, T, D)
    if (positions == null) {
      return x;
    }
    Tape tape = x.tape();
    int end = past + x.tensor().shape().dim(1);
    return x.add(positions.weight().on(tape).slice(0, past, end, 1)); // (T, D) for each of B
  }

  private Variable normalise(Variable x) {
    return finalNorm == null ? x : finalNorm.forward(x);
  }

  /** Maps states {@code (..., D)} to logits {@code (..., V)}. */
  private Variable logits(Variable x) {
    if (head != null) {
      return head.forward(x);
    }
    return precision().linear(x, embedding.weight().on(x.tape()), null, Activation.IDENTITY);
  }

  @Override
  public Decoder decoder(int batch, int length) {
    if (length > config.context()) {
      throw new IllegalArgumentException(
          "gpt: sequences of %d tokens are longer than the %d positions of the model"
              .formatted(length, config.context()));
    }
    if (batch < 1 || length < 1) {
      throw new IllegalArgumentException(
          "gpt: a decoder of %d sequences of %d tokens".formatted(batch, length));
    }
    if (precision() != Precision.FULL) {
      throw new IllegalArgumentException(
          "gpt: a decoder attends in %s precision only, and the model computes in %s"
              .formatted(Precision.FULL, precision()));
    }
    return new CachedDecoder(batch, length);
  }

  /** Keeps keys and values of all layers. */
  private final class CachedDecoder implements Decoder {
    private final int batch;
    private final int length;
    private final List<KeyValueCache> caches = new ArrayList<>();
    private int past;

    CachedDecoder(int batch, int length) {
      this.batch = batch;
      this.length = length;
      DType type = embedding().value().dtype();
      int kept = config.has(Switch.ATTENTION) ? length : 0;
      for (BlockConfig block : config.blocks()) {
        int keys = block.heads() * block.keyWidth();
        int values = block.heads() * block.valueWidth();
        caches.add(new KeyValueCache(type, batch, kept, keys, values));
      }
    }

    @Override
    public Tensor read(Tensor tokens) {
      requireFitting(tokens.shape());
      int count = tokens.shape().dim(1);
      Variable x = embed(Tape.inference(), tokens, past); // (B, T, D)
      for (int i = 0; i < layers.size(); i++) {
        x = layers.get(i).step(x, caches.get(i), past); // (B, T, D)
      }
      past += count;
      Variable last = x.slice(1, count - 1, count, 1).reshape(batch, config.width()); // (B, D)
      return logits(normalise(last)).tensor(); // (B, V)
    }

    private void requireFitting(Shape tokens) {
      if (tokens.rank() != 2 || tokens.dim(0) != batch || tokens.dim(1) < 1) {
        throw new IllegalArgumentException(
            "gpt: tokens of shape %s for a decoder of %d sequences".formatted(tokens, batch));
      }
      if (tokens.dim(1) > length - past) {
        throw new IllegalArgumentException(
            "gpt: %d tokens after %d are more than the %d that the decoder has room for"
                .formatted(tokens.dim(1), past, length));
      }
    }
  }
}
