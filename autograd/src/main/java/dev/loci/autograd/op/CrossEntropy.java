package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.kernel.RowKernels;
import java.util.List;

/**
 * Softmax and cross-entropy, {@code y = mean(-log softmax(x)[label])} over the labelled rows; a
 * label of -1 leaves a row out.
 *
 * <p>Input: logits x {@code (..., V)}; labels {@code (...)} are int32.
 *
 * <p>Rule: with m labelled rows, {@code dx = (softmax(x) - onehot(label)) g / m} on these, 0 on the
 * others.
 *
 * <p>Example:
 *
 * <pre>{@code
 * cross_entropy([[0, 1], [0, 0], [3, 4]], labels=[1, 0, -1]) = 0.5032
 * gradient [[0.1345, -0.1345], [-0.25, 0.25], [0, 0]]
 * }</pre>
 */
public record CrossEntropy(Tensor labels) implements Op.Fused {
  private static final int GRAIN = 1 << 10;

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
    Tensor max = Tensor.empty(x.dtype(), labels.shape());
    Tensor log = Tensor.empty(x.dtype(), labels.shape());
    Step rows = forward(packed.output(), ids.output(), max, log, loss);
    Step step = packed.step().then(ids.step()).then(rows);
    return new Computation(loss, step, packed.output(), ids.output(), max, log);
  }

  private static <A> Step forward(Tensor x, Tensor labels, Tensor max, Tensor log, Tensor loss) {
    int n = x.shape().dim(-1);
    int rows = labels.size();
    A xs = x.array();
    A maxima = max.array();
    A logs = log.array();
    A losses = Tensor.empty(x.dtype(), Shape.of(rows)).array();
    A total = loss.array();
    Elements<A> elements = x.dtype().elements();
    Parallel.RangeTask task =
        (from, to) -> {
          RowKernels<A> kernels = x.dtype().<A>kernels().rows();
          for (int row = from; row < to; row++) {
            int label = label(labels, row, n);
            if (label < 0) {
              elements.set(losses, row, 0);
            } else {
              int at = x.offset() + row * n;
              kernels.logNormalizer(n, xs, at, maxima, logs, row);
              // Rounded twice, as in a row of log-probabilities.
              elements.set(losses, row, elements.get(xs, at + label) - elements.get(maxima, row));
              elements.set(losses, row, -(elements.get(losses, row) - elements.get(logs, row)));
            }
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
    return ofLogarithms(inputs.get(0).logSoftmax(), labels);
  }

  /** The mean of {@code -y[label]} over the labelled rows of log-probabilities. */
  public static Variable ofLogarithms(Variable y, Tensor labels) {
    Variable labelled = y.tape().constant(labels).gt(-1).to(y.tensor().dtype()).sum();
    return y.pick(labels).sum().div(labelled).neg();
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Tensor dx = Tensor.empty(gradient.dtype(), call.input(0).tensor().shape());
    return new Backward(backward(call, gradient, dx), dx);
  }

  private static <A> Step backward(Call call, Tensor gradient, Tensor dx) {
    int n = dx.shape().dim(-1);
    Tensor x = call.saved(0);
    Tensor labels = call.saved(1);
    A xs = x.array();
    A maxima = call.saved(2).array();
    A logs = call.saved(3).array();
    A ds = dx.array();
    Elements<A> elements = dx.dtype().elements();
    A scale = elements.allocate(1);
    Parallel.RangeTask task =
        (from, to) -> {
          RowKernels<A> kernels = dx.dtype().<A>kernels().rows();
          double factor = elements.get(scale, 0);
          for (int row = from; row < to; row++) {
            int at = row * n;
            int label = label(labels, row, n);
            if (label < 0) {
              elements.fill(n, 0, ds, at, 1);
            } else {
              double max = elements.get(maxima, row);
              double log = elements.get(logs, row);
              kernels.crossEntropyGradient(n, xs, x.offset() + at, max, log, label, factor, ds, at);
            }
          }
        };
    return () -> {
      elements.set(scale, 0, gradient.item() / labelled(labels));
      Parallel.ranges(labels.size(), Math.max(1, GRAIN / n), task);
    };
  }
}
