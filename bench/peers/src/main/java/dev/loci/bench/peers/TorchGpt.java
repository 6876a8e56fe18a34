package dev.loci.bench.peers;

import dev.loci.bench.cases.TrainingCase;
import dev.loci.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The same Transformer in libtorch, written as its users write it for speed: one matrix for
 * queries, keys and values, fused attention, fused cross-entropy.
 */
final class TorchGpt implements TorchModel {
  private static final double EPSILON = 1e-5;
  private static final TensorOptional NONE = new TensorOptional();
  private static final DoubleOptional USUAL_SCALE = new DoubleOptional();

  private record Affine(Tensor weight, TensorOptional bias) {}

  private record Layer(
      Affine norm1, Affine queryKeyValue, Affine output, Affine norm2, Affine up, Affine down) {}

  private final TrainingCase size;
  private final long[] widths;
  private final TorchLeaves leaves;
  private final Tensor embedding;
  private final Tensor positions;
  private final List<Layer> layers = new ArrayList<>();
  private final Affine finalNorm;
  private final Tensor places;

  /** Starts from a copy of our parameters. */
  TorchGpt(TrainingCase size, Map<String, Parameter> source) {
    this.size = size;
    leaves = new TorchLeaves(source);
    widths = new long[] {size.width()};
    embedding = leaves.of("embedding.weight");
    positions = leaves.of("positions.weight");
    for (int i = 0; i < size.layers(); i++) {
      String layer = "layers." + i + ".";
      String attention = layer + "attention.";
      layers.add(
          new Layer(
              affine(layer + "norm1"),
              affine(attention + "query", attention + "key", attention + "value"),
              affine(attention + "output"),
              affine(layer + "norm2"),
              affine(layer + "mlp.up"),
              affine(layer + "mlp.down")));
    }
    finalNorm = affine("final_norm");
    places = torch.arange(new Scalar((long) size.context()));
    leaves.close();
  }

  @Override
  public TensorVector parameters() {
    return leaves.all();
  }

  @Override
  public Tensor loss(Tensor tokens, Tensor labels) {
    Tensor logits = torch.linear(hidden(tokens), embedding, NONE);
    return torch.cross_entropy_loss(logits.view(-1, size.vocabulary()), labels.view(-1));
  }

  /** The logits {@code (N, V)} at some positions. */
  Tensor logits(Tensor tokens, Tensor positions) {
    Tensor asked = hidden(tokens).view(-1, size.width()).index_select(0, positions);
    return torch.linear(asked, embedding, NONE);
  }

  private Tensor hidden(Tensor tokens) { // (B, T)
    Tensor own = places.narrow(0, 0, tokens.size(1));
    Tensor x = torch.embedding(embedding, tokens).add(torch.embedding(positions, own));
    for (Layer layer : layers) {
      x = x.add(attend(layer, norm(layer.norm1, x)));
      Tensor hidden = torch.gelu(linear(layer.up, norm(layer.norm2, x)), "tanh");
      x = x.add(linear(layer.down, hidden));
    }
    return norm(finalNorm, x);
  }

  private Tensor attend(Layer layer, Tensor x) { // (B, T, D)
    TensorVector parts = linear(layer.queryKeyValue, x).split(size.width(), 2);
    Tensor attended =
        torch.scaled_dot_product_attention(
            heads(parts.get(0)),
            heads(parts.get(1)),
            heads(parts.get(2)),
            NONE,
            0,
            true,
            USUAL_SCALE,
            false);
    return linear(
        layer.output, attended.transpose(1, 2).reshape(x.size(0), x.size(1), size.width()));
  }

  private Tensor heads(Tensor x) { // (B, H, T, D / H)
    return x.view(x.size(0), x.size(1), size.heads(), size.width() / size.heads()).transpose(1, 2);
  }

  private static Tensor linear(Affine map, Tensor x) {
    return torch.linear(x, map.weight, map.bias);
  }

  private Tensor norm(Affine norm, Tensor x) {
    return torch.layer_norm(x, widths, new TensorOptional(norm.weight), norm.bias, EPSILON, true);
  }

  /** One map, or several of the same input stacked. */
  private Affine affine(String... names) {
    Tensor weight = leaves.stacked(".weight", names);
    return new Affine(weight, new TensorOptional(leaves.stacked(".bias", names)));
  }
}
