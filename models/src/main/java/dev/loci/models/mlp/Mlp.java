package dev.loci.models.mlp;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Activation;
import dev.loci.models.Decoder;
import dev.loci.models.SequenceModel;
import dev.loci.nn.Dropout;
import dev.loci.nn.Embedding;
import dev.loci.nn.Linear;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network that sees one token and predicts the next: embedding, linear maps with ReLU between
 * them, output matrix. With a single map it is the linear network of arXiv 2510.26745, {@code E (W
 * e + b)}.
 *
 * <p>Parameters are zeros until an initialiser fills them or {@link #load} takes over a file.
 */
public final class Mlp extends Module implements SequenceModel {
  private final MlpConfig config;
  private final Embedding embedding;
  private final @Nullable Embedding positions;
  private final List<Linear> layers = new ArrayList<>();
  private final @Nullable Linear head;
  private final Dropout dropout;

  public Mlp(MlpConfig config) {
    this.config = config;
    int width = config.width();
    embedding = child("embedding", new Embedding(config.vocabulary(), width));
    positions =
        config.positions() > 0
            ? child("positions", new Embedding(config.positions(), width))
            : null;
    int in = width;
    for (int out : config.hidden()) {
      layers.add(child("layers." + layers.size(), new Linear(in, out, true)));
      in = out;
    }
    layers.add(child("layers." + layers.size(), new Linear(in, width, true)));
    head = config.tied() ? null : child("head", new Linear(width, config.vocabulary(), false));
    dropout = new Dropout(config.dropout());
    if (config.frozenEmbeddings()) {
      parameters()
          .forEach((name, parameter) -> {
            if (!name.startsWith("layers.")) {
              parameter.freeze();
            }
          });
    }
  }

  public MlpConfig config() {
    return config;
  }

  @Override
  public Parameter embedding() {
    return embedding.weight();
  }

  /** Sets the weights of all layers to ones on the diagonal and zeros elsewhere. */
  public void setLayersToIdentity() {
    for (Linear layer : layers) {
      Tensor weight = layer.weight().value();
      weight.fill(0);
      for (int i = 0; i < Math.min(weight.shape().dim(0), weight.shape().dim(1)); i++) {
        weight.set(1, i, i);
      }
    }
  }

  @Override
  public Variable forward(Tape tape, Tensor tokens) {
    return logits(embed(tape, tokens), null);
  }

  @Override
  public Variable forward(
      Tape tape, Tensor tokens, Tensor positions, @Nullable RandomStream dropout) {
    Variable x = embed(tape, tokens).reshape(tokens.size(), config.width());
    return logits(x.gather(positions), dropout);
  }

  /** Remembers the tokens, of which the last alone matters to it, and its position. */
  @Override
  public Decoder decoder(int batch, int length) {
    if (config.positions() > 0 && length > config.positions()) {
      throw new IllegalArgumentException(
          "mlp: sequences of %d tokens are longer than the %d positions of the model"
              .formatted(length, config.positions()));
    }
    Tensor[] read = {Tensor.zeros(DType.INT32, Shape.of(batch, 0))};
    return tokens -> {
      Tensor all = Tensor.concat(1, read[0], tokens);
      Tensor last = Tensor.arange(batch).mul(all.shape().dim(1)).add(all.shape().dim(1) - 1);
      Tensor logits = forward(Tape.inference(), all, last, null).tensor();
      read[0] = all;
      return logits;
    };
  }

  private Variable embed(Tape tape, Tensor tokens) {
    int length = tokens.rank() == 2 ? tokens.shape().dim(1) : 0;
    if (tokens.rank() != 2 || (positions != null && length > config.positions())) {
      throw new IllegalArgumentException(
          "mlp: tokens of shape %s are not sequences%s"
              .formatted(
                  tokens.shape(), positions == null ? "" : " of at most " + config.positions()));
    }
    Variable x = embedding.forward(tape, tokens); // (B, T, D)
    return positions == null
        ? x
        : x.add(positions.weight().on(tape).slice(0, 0, length, 1)); // (T, D) for each of B
  }

  /** Maps embeddings {@code (..., D)} to logits {@code (..., V)}. */
  private Variable logits(Variable x, @Nullable RandomStream random) {
    for (int i = 0; i < layers.size(); i++) {
      x = i == 0 ? x : x.relu();
      x = layers.get(i).forward(x);
      x = random == null ? x : dropout.forward(x, random);
    }
    return head != null
        ? head.forward(x)
        : precision().linear(x, embedding.weight().on(x.tape()), null, Activation.IDENTITY);
  }
}
