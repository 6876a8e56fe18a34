package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Reduction;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import java.util.List;

/**
 * A convolution over time of each channel by itself, {@code y_t = bias + sum_k w_k x_(t-K+1+k)},
 * with zeros before the first position.
 *
 * <p>Inputs: x {@code (B, T, channels)}, w {@code (channels, K)}, bias {@code (channels)}; output
 * as x.
 *
 * <p>Rule: {@code dx_t = sum_k w_k g_(t+K-1-k)}, {@code dw_k = sum(g_t x_(t-K+1+k))}, {@code dbias
 * = sum(g)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * causal_conv([[[1], [2], [3]]], [[10, 1]], [0.5]) = [[[1.5], [12.5], [23.5]]]
 * gradients [[[11], [11], [1]]], [[3, 6]], [3]
 * }</pre>
 */
public record CausalConv() implements Op.Fused {
  private static final int GRAIN = 1 << 12;

  @Override
  public String name() {
    return "causal_conv";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Inputs.requireFloat(name(), inputs);
    Shape x = inputs.get(0).shape();
    Shape w = inputs.get(1).shape();
    if (x.rank() != 3
        || w.rank() != 2
        || w.dim(0) != x.dim(2)
        || !inputs.get(2).shape().equals(Shape.of(x.dim(2)))) {
      throw new IllegalArgumentException(
          "causal_conv: x %s, weight %s and bias %s do not fit"
              .formatted(x, w, inputs.get(2).shape()));
    }
    if (w.dim(1) == 0) {
      throw new IllegalArgumentException("causal_conv: there is no weight in " + w);
    }
    Computation packedX = Elementwise.pack(inputs.get(0));
    Computation turned = Elementwise.pack(inputs.get(1).transpose()); // (K, channels)
    Computation bias = Elementwise.pack(inputs.get(2));
    Tensor y = Tensor.empty(inputs.get(0).dtype(), x);
    Step step = packedX.step().then(turned.step()).then(bias.step());
    return new Computation(
        y,
        step.then(forward(packedX.output(), turned.output(), bias.output(), y)),
        packedX.output(),
        turned.output());
  }

  private static <A> Step forward(Tensor x, Tensor w, Tensor bias, Tensor y) {
    int length = x.shape().dim(1);
    int n = x.shape().dim(2);
    int taps = w.shape().dim(0);
    A xs = x.array();
    A ws = w.array();
    A bs = bias.array();
    A ys = y.array();
    DType type = x.dtype();
    Elements<A> elements = type.elements();
    A zeros = elements.allocate(n);
    Parallel.RangeTask task =
        (first, end) -> {
          Kernels<A> kernels = type.kernels();
          for (int row = first; row < end; row++) {
            elements.copy(n, bs, bias.offset(), 1, ys, row * n, 1);
            // Zeros are multiplied, not left out: a stored history of zeros has the same bits.
            int missing = Math.max(0, taps - 1 - row % length);
            int from = w.offset() + missing * n;
            int at = x.offset() + (row - (taps - 1 - missing)) * n;
            kernels.fmaRows(missing, n, ws, w.offset(), n, zeros, 0, 0, ys, row * n);
            kernels.fmaRows(taps - missing, n, ws, from, n, xs, at, n, ys, row * n);
          }
        };
    return () -> Parallel.ranges(x.shape().dim(0) * length, grain(n), task);
  }

  private static int grain(int width) {
    return Math.max(1, GRAIN / Math.max(1, width));
  }

  @Override
  public Variable definition(List<Variable> inputs) {
    Variable x = inputs.get(0);
    Variable w = inputs.get(1);
    int taps = w.tensor().shape().dim(1);
    Shape shape = x.tensor().shape();
    Variable before = x.tape().constant(Tensor.zeros(x.tensor().dtype(), shape.with(1, taps - 1)));
    Variable padded = Variable.concat(1, before, x);
    Variable y = inputs.get(2);
    for (int k = 0; k < taps; k++) {
      Variable tap = w.slice(1, k, k + 1, 1).reshape(shape.dim(2));
      y = y.add(padded.slice(1, k, k + shape.dim(1), 1).mul(tap));
    }
    return y;
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Tensor x = call.saved(0);
    Tensor w = call.saved(1);
    Computation g = Elementwise.pack(gradient);
    Shape shape = gradient.shape();
    Tensor dx = Tensor.empty(g.output().dtype(), shape);
    Tensor dws = Tensor.empty(dx.dtype(), w.shape().insert(0, shape.dim(0)));
    Computation dw = Reduction.reduce(Reduction.Kind.SUM, dws, false, 0);
    Computation turned = Elementwise.pack(dw.output().transpose());
    Tensor rows = g.output().reshape(shape.dim(0) * shape.dim(1), shape.dim(2));
    Computation dBias = Reduction.reduce(Reduction.Kind.SUM, rows, false, 0);
    return new Backward(
        g.step()
            .then(byInput(g.output(), w, dx))
            .then(byWeight(g.output(), x, dws))
            .then(dw.step())
            .then(turned.step())
            .then(dBias.step()),
        dx,
        turned.output(),
        dBias.output());
  }

  private static <A> Step byInput(Tensor g, Tensor w, Tensor dx) {
    int length = g.shape().dim(1);
    int n = g.shape().dim(2);
    int taps = w.shape().dim(0);
    A gs = g.array();
    A ws = w.array();
    A ds = dx.array();
    DType type = g.dtype();
    Elements<A> elements = type.elements();
    Parallel.RangeTask task =
        (first, end) -> {
          Kernels<A> kernels = type.kernels();
          for (int row = first; row < end; row++) {
            elements.fill(n, 0, ds, row * n, 1);
            int rest = Math.min(taps - 1, length - 1 - row % length);
            int at = g.offset() + (row + rest) * n;
            int from = w.offset() + (taps - 1 - rest) * n;
            kernels.fmaRows(rest + 1, n, ws, from, n, gs, at, -n, ds, row * n);
          }
        };
    return () -> Parallel.ranges(g.shape().dim(0) * length, grain(n), task);
  }

  /** For each sequence one chain over its positions. */
  private static <A> Step byWeight(Tensor g, Tensor x, Tensor dw) {
    int length = g.shape().dim(1);
    int n = g.shape().dim(2);
    int taps = dw.shape().dim(1);
    A gs = g.array();
    A xs = x.array();
    A ds = dw.array();
    DType type = g.dtype();
    Elements<A> elements = type.elements();
    Parallel.RangeTask task =
        (first, end) -> {
          Kernels<A> kernels = type.kernels();
          elements.fill((end - first) * taps * n, 0, ds, first * taps * n, 1);
          for (int i = first * taps; i < end * taps; i++) {
            int back = Math.min(length, taps - 1 - i % taps);
            int row = i / taps * length;
            int at = g.offset() + (row + back) * n;
            kernels.fmaRows(length - back, n, gs, at, n, xs, x.offset() + row * n, n, ds, i * n);
          }
        };
    int grain = Math.max(1, GRAIN / Math.max(1, length * n * taps));
    return () -> Parallel.ranges(g.shape().dim(0), grain, task);
  }
}
