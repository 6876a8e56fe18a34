package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Parallel;
import java.util.List;

/**
 * Layer normalisation (Ba, Kiros and Hinton, 2016): {@code y = h gain + bias} with {@code h = (x -
 * mean(x)) / sqrt(var(x) + epsilon)} along the last axis.
 *
 * <p>Inputs: x {@code (..., D)}, gain {@code (D)}, bias {@code (D)}.
 *
 * <p>Rule: with {@code e = g gain} and r the root's reciprocal, {@code dx = r (e - mean(e) - h
 * mean(e h))}, {@code dgain = sum(g h)}, {@code dbias = sum(g)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * layer_norm([1, 3], [1, 2], [0, 5], epsilon=3) = [-0.5, 6]
 * gradients [-0.1875, 0.1875], [-0.5, 0.5], [1, 1]
 * }</pre>
 */
public record LayerNorm(double epsilon) implements Op.Fused {
  private static final int GRAIN = 1 << 11;

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
    Computation[] packed = new Computation[3];
    Step step = Step.NONE;
    for (int i = 0; i < 3; i++) {
      packed[i] = Elementwise.pack(inputs.get(i));
      step = step.then(packed[i].step());
    }
    Tensor rows = packed[0].output();
    Tensor gain = packed[1].output();
    Tensor y = Tensor.empty(x.dtype(), x.shape());
    Tensor means = Tensor.empty(x.dtype(), x.shape().remove(-1));
    Tensor reciprocals = Tensor.empty(x.dtype(), means.shape());
    step = step.then(forward(rows, gain, packed[2].output(), y, means, reciprocals));
    return new Computation(y, step, rows, gain, means, reciprocals);
  }

  private <A> Step forward(
      Tensor x, Tensor gain, Tensor bias, Tensor y, Tensor means, Tensor reciprocals) {
    int n = x.shape().dim(-1);
    A xs = x.array();
    A gs = gain.array();
    A bs = bias.array();
    A ys = y.array();
    A ms = means.array();
    A rs = reciprocals.array();
    Parallel.RangeTask task =
        (from, to) ->
            x.dtype()
                .<A>kernels()
                .rows()
                .layerNorm(
                    to - from,
                    n,
                    epsilon,
                    xs,
                    x.offset() + from * n,
                    gs,
                    gain.offset(),
                    bs,
                    bias.offset(),
                    ys,
                    from * n,
                    ms,
                    rs,
                    from);
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
    Tensor dx = Tensor.empty(g.dtype(), g.shape());
    Tensor dGain = Tensor.empty(g.dtype(), call.saved(1).shape());
    Tensor dBias = Tensor.empty(g.dtype(), dGain.shape());
    Step rows = byRows(call, g, dx);
    Step columns = byColumns(call, g, dGain, dBias);
    return new Backward(packed.step().then(rows).then(columns), dx, dGain, dBias);
  }

  private static <A> Step byRows(Call call, Tensor g, Tensor dx) {
    int n = g.shape().dim(-1);
    Tensor x = call.saved(0);
    Tensor gain = call.saved(1);
    A xs = x.array();
    A ws = gain.array();
    A means = call.saved(2).array();
    A reciprocals = call.saved(3).array();
    A gs = g.array();
    A ds = dx.array();
    Parallel.RangeTask task =
        (from, to) ->
            g.dtype()
                .<A>kernels()
                .rows()
                .layerNormGradient(
                    to - from,
                    n,
                    xs,
                    x.offset() + from * n,
                    means,
                    reciprocals,
                    from,
                    ws,
                    gain.offset(),
                    gs,
                    g.offset() + from * n,
                    ds,
                    from * n);
    return () -> Parallel.ranges(dx.size() / n, Math.max(1, GRAIN / n), task);
  }

  private static <A> Step byColumns(Call call, Tensor g, Tensor dGain, Tensor dBias) {
    int n = dGain.size();
    int rows = g.size() / n;
    Tensor x = call.saved(0);
    A xs = x.array();
    A means = call.saved(2).array();
    A reciprocals = call.saved(3).array();
    A gs = g.array();
    A dGains = dGain.array();
    A dBiases = dBias.array();
    Parallel.RangeTask task =
        (from, to) ->
            g.dtype()
                .<A>kernels()
                .rows()
                .layerNormParameterGradients(
                    rows,
                    to - from,
                    n,
                    xs,
                    x.offset() + from,
                    means,
                    reciprocals,
                    gs,
                    g.offset() + from,
                    dGains,
                    from,
                    dBiases,
                    from);
    return () -> Parallel.ranges(n, Math.max(32, 2 * GRAIN / Math.max(1, rows)), task);
  }
}
