package dev.loci.bench.peers;

import dev.loci.bench.cases.TrainingCase;
import dev.loci.models.mamba.MambaConfig;
import dev.loci.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The same Mamba in libtorch, in its plain operations, since it has no scan: what goes into the
 * recurrence is computed for all positions at once, only the recurrence itself goes one by one.
 */
final class TorchMamba implements TorchModel {
  private static final double EPSILON = 1e-5;
  private static final TensorOptional NONE = new TensorOptional();

  private record Layer(
      Tensor gain,
      Tensor bias,
      Tensor inputAndGate,
      Tensor convWeight,
      Tensor convBias,
      Tensor select,
      Tensor stepsWeight,
      Tensor stepsBias,
      Tensor rates,
      Tensor skip,
      Tensor output) {}

  private final TrainingCase size;
  private final MambaConfig config;
  private final TorchLeaves leaves;
  private final Tensor embedding;
  private final List<Layer> layers = new ArrayList<>();
  private final Tensor finalGain;
  private final Tensor finalBias;

  /** Starts from a copy of our parameters. */
  TorchMamba(TrainingCase size, Map<String, Parameter> source) {
    this.size = size;
    config = size.mamba();
    leaves = new TorchLeaves(source);
    embedding = leaves.of("embedding.weight");
    for (int i = 0; i < size.layers(); i++) {
      String layer = "layers." + i + ".";
      String mixer = layer + "mixer.";
      layers.add(
          new Layer(
              leaves.of(layer + "norm.weight"),
              leaves.of(layer + "norm.bias"),
              leaves.stacked(".weight", mixer + "input", mixer + "gate"),
              leaves.of(mixer + "conv.weight"),
              leaves.of(mixer + "conv.bias"),
              leaves.of(mixer + "select.weight"),
              leaves.of(mixer + "steps.weight"),
              leaves.of(mixer + "steps.bias"),
              leaves.of(mixer + "rates"),
              leaves.of(mixer + "skip"),
              leaves.of(mixer + "output.weight")));
    }
    finalGain = leaves.of("final_norm.weight");
    finalBias = leaves.of("final_norm.bias");
    leaves.close();
  }

  @Override
  public TensorVector parameters() {
    return leaves.all();
  }

  @Override
  public Tensor loss(Tensor tokens, Tensor labels) {
    Tensor x = torch.embedding(embedding, tokens); // (B, T, D)
    for (Layer layer : layers) {
      x = x.add(mix(layer, norm(layer.gain, layer.bias, x)));
    }
    Tensor logits = torch.linear(norm(finalGain, finalBias, x), embedding, NONE);
    return torch.cross_entropy_loss(logits.view(-1, size.vocabulary()), labels.view(-1));
  }

  private Tensor norm(Tensor gain, Tensor bias, Tensor x) {
    return torch.layer_norm(
        x,
        new long[] {size.width()},
        new TensorOptional(gain),
        new TensorOptional(bias),
        EPSILON,
        true);
  }

  private Tensor mix(Layer layer, Tensor u) {
    TensorVector parts = torch.linear(u, layer.inputAndGate, NONE).split(config.channels(), 2);
    Tensor x = torch.silu(convolve(layer, parts.get(0))); // (B, T, C)
    long states = config.states();
    TensorVector selected =
        torch.linear(x, layer.select, NONE).split(new long[] {config.rank(), states, states}, 2);
    Tensor steps = torch.linear(selected.get(0), layer.stepsWeight, optional(layer.stepsBias));
    Tensor y = scan(layer, x, torch.softplus(steps), selected.get(1), selected.get(2));
    Tensor skipped = y.add(x.mul(layer.skip));
    return torch.linear(skipped.mul(torch.silu(parts.get(1))), layer.output, NONE);
  }

  private static TensorOptional optional(Tensor x) {
    return new TensorOptional(x);
  }

  private Tensor convolve(Layer layer, Tensor x) {
    Tensor y =
        torch.conv1d(
            x.transpose(1, 2),
            layer.convWeight.unsqueeze(1),
            optional(layer.convBias),
            new long[] {1},
            new long[] {config.kernel() - 1},
            new long[] {1},
            config.channels());
    return y.narrow(2, 0, size.context()).transpose(1, 2);
  }

  private Tensor scan(Layer layer, Tensor x, Tensor delta, Tensor b, Tensor c) {
    Tensor a = torch.exp(layer.rates).neg(); // (C, N)
    TensorVector kept = torch.exp(delta.unsqueeze(3).mul(a)).unbind(1); // T of (B, C, N)
    TensorVector taken = delta.mul(x).unsqueeze(3).mul(b.unsqueeze(2)).unbind(1);
    TensorVector read = c.unsqueeze(3).unbind(1); // T of (B, N, 1)
    Tensor h = taken.get(0);
    Tensor[] y = new Tensor[size.context()];
    for (int t = 0; t < y.length; t++) {
      if (t > 0) {
        h = torch.addcmul(taken.get(t), kept.get(t), h);
      }
      y[t] = torch.matmul(h, read.get(t)).squeeze(2);
    }
    return torch.stack(new TensorVector(y), 1); // (B, T, C)
  }
}
