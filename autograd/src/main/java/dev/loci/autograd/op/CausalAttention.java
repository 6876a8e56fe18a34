package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.kernel.RowKernels;
import dev.loci.tensor.kernel.Scratch;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Causal multi-head attention (Vaswani et al., 2017): for each head {@code P = softmax(scale Q
 * K^T)}, position t seeing positions 0..t, and {@code Y = P V}.
 *
 * <p>Inputs: queries and keys {@code (B, T, heads * K)}, values {@code (B, T, heads * W)}; output
 * {@code (B, T, heads * W)}.
 *
 * <p>Rule: with {@code dP = G V^T} and {@code dS = P (dP - rowsum(dP P))}: {@code dQ = scale dS K},
 * {@code dK = scale dS^T Q}, {@code dV = P^T G}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * causal_attention([[[1], [1]]], [[[0], [1]]], [[[10], [20]]], heads=1, scale=1) = [[[10], [17.3106]]]
 * gradients [[[0], [1.9661]]], [[[-1.9661], [1.9661]]], [[[1.2689], [0.7311]]]
 * }</pre>
 */
public record CausalAttention(int heads, double scale) implements Op.Fused {
  @Override
  public String name() {
    return "causal_attention";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Inputs.requireFloat(name(), inputs);
    Tensor q = inputs.get(0);
    Tensor k = inputs.get(1);
    Tensor v = inputs.get(2);
    if (heads < 1
        || q.rank() != 3
        || !q.shape().equals(k.shape())
        || v.rank() != 3
        || !v.shape().range(0, 2).equals(q.shape().range(0, 2))
        || q.shape().dim(2) % heads != 0
        || v.shape().dim(2) % heads != 0) {
      throw new IllegalArgumentException(
          "causal_attention: queries %s, keys %s and values %s do not fit %d heads"
              .formatted(q.shape(), k.shape(), v.shape(), heads));
    }
    int length = q.shape().dim(1);
    if (length == 0) {
      throw new IllegalArgumentException("causal_attention: there is no position in " + q.shape());
    }
    Tensor p = Tensor.empty(q.dtype(), Shape.of(q.shape().dim(0), heads, length, length));
    Tensor y = Tensor.empty(q.dtype(), v.shape());
    Computation[] packed = {Elementwise.pack(q), Elementwise.pack(k), Elementwise.pack(v)};
    Step step = forward(packed[0].output(), packed[1].output(), packed[2].output(), p, y);
    return new Computation(y, inOrder(packed).then(step), p);
  }

  private static Step inOrder(Computation... computations) {
    Step all = Step.NONE;
    for (Computation computation : computations) {
      all = all.then(computation.step());
    }
    return all;
  }

  private <A> Step forward(Tensor q, Tensor k, Tensor v, Tensor p, Tensor y) {
    int length = q.shape().dim(1);
    int d = q.shape().dim(2);
    int w = v.shape().dim(2);
    A qs = q.array();
    A ks = k.array();
    A vs = v.array();
    A ps = p.array();
    A ys = y.array();
    Parallel.RangeTask task =
        (from, to) -> {
          RowKernels<A> rows = q.dtype().<A>kernels().rows();
          for (int i = from; i < to; i++) {
            int inner = place(i, length, d);
            int outer = place(i, length, w);
            int square = i * length * length;
            rows.dotProducts( // Q K^T
                length,
                d / heads,
                qs,
                q.offset() + inner,
                d,
                ks,
                k.offset() + inner,
                d,
                ps,
                square);
            rows.causalSoftmax(length, scale, ps, square);
            rows.triangle(length, w / heads, ps, square, vs, v.offset() + outer, w, ys, outer, w);
          }
        };
    return () -> Parallel.ranges(p.shape().dim(0) * heads, grain(length, d), task);
  }

  /** Where head {@code i % heads} of sequence {@code i / heads} begins in rows of a width. */
  private int place(int i, int length, int width) {
    return i / heads * length * width + i % heads * (width / heads);
  }

  /** How many heads of sequences are worth handing to another thread. */
  private int grain(int length, int d) {
    return (int) Math.max(1, (1 << 13) / ((long) length * length * (d / heads + 1)));
  }

  @Override
  public Variable definition(List<Variable> inputs) {
    return composed(inputs, UnaryOperator.identity());
  }

  /**
   * This operation composed of others.
   *
   * @param rounding is applied to the scores before and after they are scaled, to the probabilities
   *     and to the result
   */
  public Variable composed(List<Variable> inputs, UnaryOperator<Variable> rounding) {
    Variable q = split(inputs.get(0));
    Variable k = split(inputs.get(1));
    Variable v = split(inputs.get(2));
    int length = q.tensor().shape().dim(2);
    Tensor row = Tensor.arange(length).unsqueeze(1);
    Variable visible = q.tape().constant(row.ge(Tensor.arange(length).unsqueeze(0)));
    Variable scores = rounding.apply(rounding.apply(q.matmul(k.transpose())).mul(scale));
    Variable p = visible.where(scores, q.scalar(Double.NEGATIVE_INFINITY)).softmax();
    Variable y = rounding.apply(rounding.apply(p).matmul(v)).permute(0, 2, 1, 3);
    return y.reshape(inputs.get(2).tensor().shape());
  }

  /** (B, T, heads * K) to (B, heads, T, K). */
  private Variable split(Variable x) {
    Shape shape = x.tensor().shape();
    return x.reshape(shape.dim(0), shape.dim(1), heads, shape.dim(2) / heads).permute(0, 2, 1, 3);
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Computation[] packed = new Computation[4];
    for (int i = 0; i < 3; i++) {
      packed[i] = Elementwise.pack(call.input(i).tensor());
    }
    packed[3] = Elementwise.pack(gradient);
    Tensor[] in = Arrays.stream(packed).map(Computation::output).toArray(Tensor[]::new);
    Tensor[] out = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      out[i] = Tensor.empty(in[i].dtype(), in[i].shape());
    }
    Step step = inOrder(packed).then(backward(in, call.saved(0), out));
    return new Backward(step, out[0], out[1], out[2]);
  }

  private <A> Step backward(Tensor[] in, Tensor p, Tensor[] out) {
    int length = in[0].shape().dim(1);
    int d = in[0].shape().dim(2);
    int w = in[2].shape().dim(2);
    A qs = in[0].array();
    A ks = in[1].array();
    A vs = in[2].array();
    A gs = in[3].array();
    A ps = p.array();
    A dq = out[0].array();
    A dk = out[1].array();
    A dv = out[2].array();
    Elements<A> elements = p.dtype().elements();
    Parallel.RangeTask task =
        (from, to) -> {
          RowKernels<A> rows = p.dtype().<A>kernels().rows();
          A ds = Scratch.of(elements, Scratch.Slot.TILE, length * length);
          for (int i = from; i < to; i++) {
            int inner = place(i, length, d);
            int outer = place(i, length, w);
            int square = i * length * length;
            int g = in[3].offset() + outer;
            rows.transposedTriangle( // dV = P^T dY
                length, w / heads, ps, square, gs, g, w, dv, outer, w);
            rows.dotProducts( // dP = dY V^T
                length, w / heads, gs, g, w, vs, in[2].offset() + outer, w, ds, 0);
            rows.causalSoftmaxGradient(length, scale, ps, square, ds, 0);
            rows.triangle( // dQ = dS K
                length, d / heads, ds, 0, ks, in[1].offset() + inner, d, dq, inner, d);
            rows.transposedTriangle( // dK = dS^T Q
                length, d / heads, ds, 0, qs, in[0].offset() + inner, d, dk, inner, d);
          }
        };
    return () -> Parallel.ranges(p.shape().dim(0) * heads, grain(length, d), task);
  }
}
