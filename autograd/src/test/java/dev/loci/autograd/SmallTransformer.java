package dev.loci.autograd;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** A block of a language model with its loss: one function that goes through most of the engine. */
record SmallTransformer(
    Tensor tokens,
    Tensor labels,
    Tensor table,
    Tensor gain,
    Tensor bias,
    Tensor mix,
    Tensor wide,
    Tensor narrow) {
  private static final int HEADS = 2;

  /** Random weights; V tokens, B sequences of T, width D. */
  static SmallTransformer random(long seed, int v, int b, int t, int d) {
    RandomStream random = RandomStream.of(seed);
    int[] ids = new int[b * (t + 1)];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.below(v);
    }
    Tensor all = Tensor.wrap(ids, b, t + 1);
    return new SmallTransformer(
        all.slice(1, 0, t),
        all.slice(1, 1, t + 1),
        Tensor.randn(random, v, d),
        Tensor.randn(random, d),
        Tensor.randn(random, d),
        weights(random, d, d),
        weights(random, d, 2 * d),
        weights(random, 2 * d, d));
  }

  private static Tensor weights(RandomStream random, int rows, int columns) {
    return Tensor.randn(random, rows, columns).mul(1 / Math.sqrt(rows));
  }

  SmallTransformer to(DType type) {
    return new SmallTransformer(
        tokens,
        labels,
        table.to(type),
        gain.to(type),
        bias.to(type),
        mix.to(type),
        wide.to(type),
        narrow.to(type));
  }

  List<Tensor> weights() {
    return List.of(table, gain, bias, mix, wide, narrow);
  }

  Variable loss(Tape tape) {
    Variable embedding = tape.variable(table);
    Variable x = embedding.gather(tokens); // (B, T, D)
    Variable h = x.layerNorm(tape.variable(gain), tape.variable(bias), 1e-5);
    h = h.matmul(tape.variable(mix));
    x = x.add(h.causalAttention(h, h, HEADS, 0.5));
    x = x.add(x.matmul(tape.variable(wide)).gelu().matmul(tape.variable(narrow)).tanh());
    return x.matmul(embedding.transpose()).mul(0.3).crossEntropy(labels);
  }

  /** The loss and its gradients by the weights. */
  List<Tensor> lossAndGradients() {
    Tape tape = new Tape();
    Variable loss = loss(tape);
    Gradients gradients = tape.gradients(loss);
    List<Tensor> all = new ArrayList<>(List.of(loss.tensor()));
    weights().forEach(w -> all.add(gradients.of(w)));
    return all;
  }
}
