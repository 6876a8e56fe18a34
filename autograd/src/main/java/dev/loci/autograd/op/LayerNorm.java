package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Reduction;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.kernel.Scratch;
import java.util.List;

/**
 * Layer normalisation (Ba, Kiros and Hinton, 2016): {@code y = h gain + bias} with {@code h = (x -
 * mean(x)) / sqrt(var(x) + epsilon)} along the last axis.
 *
 * <p>Inputs: x {@code (..., D)}, gain {@code (D)}, bias {@code (D)}. With {@code e = g gain} and r
 * the root's reciprocal, {@code dx = r (e - mean(e) - h mean(e h))}, {@code dgain = sum(g h)},
 * {@code dbias = sum(g)}.
 */
public record LayerNorm(double epsilon) implements Op.Fused {
  private static final int GRAIN = 1 << 12;

  @Override
  public String name() {
    return "layer_norm";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Inputs.requireFloat(name(), inputs);
    Tensor x = inputs.get(0);
    int width = x.rank() == 0 ? 0 : x.shape().dim(-1);
    for (int i = 1; i < 3; i++) {
      if (width == 0 || inputs.get(i).rank() != 1 || inputs.get(i).size() != width) {
        throw new IllegalArgumentException(
            "layer_norm: gain and bias of shapes %s and %s do not fit %s"
                .formatted(inputs.get(1).shape(), inputs.get(2).shape(), x.shape()));
      }
    }
    Computation packed = Elementwise.pack(x);
    Tensor y = Tensor.empty(x.dtype(), x.shape());
    Tensor normalised = Tensor.empty(x.dtype(), x.shape());
    Tensor reciprocals = Tensor.empty(x.dtype(), x.shape().remove(-1));
    Step rows = forward(packed.output(), inputs.get(1), inputs.get(2), y, normalised, reciprocals);
    return new Computation(y, packed.step().then(rows), normalised, reciprocals);
  }

  private <A> Step forward(
      Tensor x, Tensor gain, Tensor bias, Tensor y, Tensor normalised, Tensor reciprocals) {
    int n = x.shape().dim(-1);
    A xs = x.array();
    A gs = gain.array();
    A bs = bias.array();
    A ys = y.array();
    A hs = normalised.array();
    A rs = reciprocals.array();
    Elements<A> elements = x.dtype().elements();
    Parallel.RangeTask task =
        (from, to) -> {
          Kernels<A> kernels = x.dtype().kernels();
          A constant = Scratch.of(elements, Scratch.Slot.CONSTANT, 1);
          for (int row = from; row < to; row++) {
            int at = row * n;
            elements.set(constant, 0, kernels.sum(n, xs, x.offset() + at) / n);
            kernels.binary(BinaryOp.SUB, n, xs, x.offset() + at, 1, constant, 0, 0, hs, at);
            double variance = kernels.dot(n, hs, at, hs, at) / n;
            elements.set(rs, row, 1 / Math.sqrt(variance + epsilon));
            kernels.binary(BinaryOp.MUL, n, hs, at, 1, rs, row, 0, hs, at);
            kernels.fma(
                n,
                hs,
                at,
                1,
                gs,
                gain.offset(),
                gain.stride(0),
                bs,
                bias.offset(),
                bias.stride(0),
                ys,
                at);
          }
        };
    return () -> Parallel.ranges(x.size() / n, Math.max(1, GRAIN / n), task);
  }

  @Override
  public Variable definition(List<Variable> inputs) {
    Variable x = inputs.get(0);
    Variable centred = x.sub(x.mean(true, -1));
    Variable variance = centred.square().mean(true, -1);
    return centred.div(variance.add(epsilon).sqrt()).mul(inputs.get(1)).add(inputs.get(2));
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Computation packed = Elementwise.pack(gradient);
    Tensor g = packed.output();
    Tensor normalised = call.saved(0);
    int n = g.shape().dim(-1);
    Tensor dx = Tensor.empty(g.dtype(), g.shape());
    Step rows = backward(g, call.input(1).tensor(), normalised, call.saved(1), dx);
    Computation product = Elementwise.binary(BinaryOp.MUL, g, normalised);
    Computation dGain =
        Reduction.reduce(Reduction.Kind.SUM, product.output().reshape(-1, n), false, 0);
    Computation dBias = Reduction.reduce(Reduction.Kind.SUM, g.reshape(-1, n), false, 0);
    Step all = packed.step().then(rows).then(product.step()).then(dGain.step()).then(dBias.step());
    return new Backward(all, dx, dGain.output(), dBias.output());
  }

  private static <A> Step backward(
      Tensor gradient, Tensor gain, Tensor normalised, Tensor reciprocals, Tensor dx) {
    int n = gradient.shape().dim(-1);
    A gs = gradient.array();
    A ws = gain.array();
    A hs = normalised.array();
    A rs = reciprocals.array();
    A ds = dx.array();
    Elements<A> elements = dx.dtype().elements();
    Parallel.RangeTask task =
        (from, to) -> {
          Kernels<A> kernels = dx.dtype().kernels();
          A means = Scratch.of(elements, Scratch.Slot.CONSTANT, 2);
          for (int row = from; row < to; row++) {
            int at = row * n;
            kernels.binary(
                BinaryOp.MUL,
                n,
                gs,
                gradient.offset() + at,
                1,
                ws,
                gain.offset(),
                gain.stride(0),
                ds,
                at);
            elements.set(means, 0, -kernels.sum(n, ds, at) / n);
            elements.set(means, 1, -kernels.dot(n, ds, at, hs, at) / n);
            kernels.binary(BinaryOp.ADD, n, ds, at, 1, means, 0, 0, ds, at);
            kernels.fma(n, hs, at, 1, means, 1, 0, ds, at, 1, ds, at);
            kernels.binary(BinaryOp.MUL, n, ds, at, 1, rs, row, 0, ds, at);
          }
        };
    return () -> Parallel.ranges(dx.size() / n, Math.max(1, GRAIN / n), task);
  }
}
