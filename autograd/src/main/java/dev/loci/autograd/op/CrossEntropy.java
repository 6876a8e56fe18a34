package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Softmax;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.kernel.Scratch;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.List;

/**
 * The mean of {@code -log softmax(x)[label]} over the labelled rows; a label of -1 leaves a row
 * out.
 *
 * <p>Input: logits x {@code (..., V)}; labels {@code (...)} are int32. With m labelled rows, {@code
 * dx = (softmax(x) - onehot(label)) g / m} on these, 0 on the others.
 */
public record CrossEntropy(Tensor labels) implements Op.Fused {
  private static final int GRAIN = 1 << 12;

  @Override
  public String name() {
    return "cross_entropy";
  }

  @Override
  public List<Tensor> constants() {
    return List.of(labels);
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Inputs.requireFloat(name(), inputs);
    Tensor x = inputs.get(0);
    if (labels.dtype() != DType.INT32
        || x.rank() == 0
        || !x.shape().remove(-1).equals(labels.shape())) {
      throw new IllegalArgumentException(
          "cross_entropy: %s labels of shape %s are not one int32 for each row of %s"
              .formatted(labels.dtype(), labels.shape(), x.shape()));
    }
    if (x.shape().dim(-1) == 0) {
      throw new IllegalArgumentException("cross_entropy: there is no row in shape " + x.shape());
    }
    Computation packed = Elementwise.pack(x);
    Computation ids = Elementwise.pack(labels);
    Tensor loss = Tensor.empty(x.dtype(), Shape.SCALAR);
    Tensor logProbabilities = Tensor.empty(x.dtype(), x.shape());
    Step rows = forward(packed.output(), ids.output(), logProbabilities, loss);
    Step step = packed.step().then(ids.step()).then(rows);
    return new Computation(loss, step, logProbabilities, ids.output());
  }

  private static <A> Step forward(Tensor x, Tensor labels, Tensor logProbabilities, Tensor loss) {
    int n = x.shape().dim(-1);
    int rows = labels.size();
    A xs = x.array();
    A ps = logProbabilities.array();
    A losses = Tensor.empty(x.dtype(), Shape.of(rows)).array();
    A total = loss.array();
    Elements<A> elements = x.dtype().elements();
    Parallel.RangeTask task =
        (from, to) -> {
          Kernels<A> kernels = x.dtype().kernels();
          for (int row = from; row < to; row++) {
            int label = label(labels, row, n);
            if (label >= 0) {
              Softmax.logSoftmaxRow(kernels, elements, n, xs, x.offset() + row * n, ps, row * n);
            }
            elements.set(losses, row, label < 0 ? 0 : -elements.get(ps, row * n + label));
          }
        };
    return () -> {
      int labelled = labelled(labels);
      Parallel.ranges(rows, Math.max(1, GRAIN / n), task);
      elements.set(total, 0, x.dtype().<A>kernels().sum(rows, losses, 0) / labelled);
    };
  }

  private static int label(Tensor labels, int row, int n) {
    int label = labels.<int[]>array()[labels.offset() + row];
    if (label < -1 || label >= n) {
      throw new IndexOutOfBoundsException(
          "cross_entropy: label %d of row %d is out of range for %d logits"
              .formatted(label, row, n));
    }
    return label;
  }

  private static int labelled(Tensor labels) {
    int count = 0;
    for (int row = 0; row < labels.size(); row++) {
      count += labels.<int[]>array()[labels.offset() + row] >= 0 ? 1 : 0;
    }
    if (count == 0) {
      throw new IllegalArgumentException(
          "cross_entropy: none of the " + labels.size() + " rows has a label");
    }
    return count;
  }

  @Override
  public Variable definition(List<Variable> inputs) {
    return inputs.get(0).logSoftmax().pick(labels).sum().div(-labelled(labels.contiguous()));
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Tensor dx = Tensor.empty(gradient.dtype(), call.input(0).tensor().shape());
    return new Backward(backward(call.saved(0), call.saved(1), gradient, dx), dx);
  }

  private static <A> Step backward(
      Tensor logProbabilities, Tensor labels, Tensor gradient, Tensor dx) {
    int n = dx.shape().dim(-1);
    A ps = logProbabilities.array();
    A ds = dx.array();
    Elements<A> elements = dx.dtype().elements();
    return () -> {
      double scale = gradient.item() / labelled(labels);
      Parallel.ranges(
          labels.size(),
          Math.max(1, GRAIN / n),
          (from, to) -> {
            Kernels<A> kernels = dx.dtype().kernels();
            A constant = Scratch.of(elements, Scratch.Slot.CONSTANT, 1);
            elements.set(constant, 0, scale);
            for (int row = from; row < to; row++) {
              int at = row * n;
              int label = label(labels, row, n);
              if (label < 0) {
                elements.fill(n, 0, ds, at, 1);
              } else {
                kernels.unary(UnaryOp.EXP, n, ps, at, 1, ds, at);
                elements.set(ds, at + label, elements.get(ds, at + label) - 1);
                kernels.binary(BinaryOp.MUL, n, ds, at, 1, constant, 0, 0, ds, at);
              }
            }
          });
    };
  }
}
