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
 * Softmax and cross-entropy against sets of labels that are equally likely, such as the neighbours
 * of nodes, {@code y = sum(mean(-log softmax(x)[set]))} over rows and labels of a row's set. A row
 * with an empty set counts nothing.
 *
 * <p>Input: logits x {@code (R, V)}. Which set a row has is in {@code sets (R)}; set s is {@code
 * labels[offsets[s]] .. labels[offsets[s + 1] - 1]}, and a label that it repeats weighs more. All
 * are int32. Sets may change in place from one replay to the next; offsets and labels stay.
 *
 * <p>Rule: {@code dx = (softmax(x) - t) g} with t the share of each label in the row's set, and 0
 * in rows with an empty set.
 *
 * <p>Example:
 *
 * <pre>{@code
 * set_cross_entropy([[0, 1], [0, 0]], sets=[0, 1], offsets=[0, 2, 3], labels=[0, 1, 0]) = 1.5064
 * gradient [[-0.2311, 0.2311], [-0.5, 0.5]]
 * }</pre>
 */
public record SetCrossEntropy(Tensor sets, Tensor offsets, Tensor labels) implements Op.Fused {
  private static final int GRAIN = 1 << 10;

  @Override
  public String name() {
    return "set_cross_entropy";
  }

  @Override
  public List<Tensor> constants() {
    return List.of(sets, offsets, labels);
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Inputs.requireFloat(name(), inputs);
    Tensor x = inputs.get(0);
    requireSets(x);
    Computation packed = Elementwise.pack(x);
    Computation ids = Elementwise.pack(sets);
    Tensor loss = Tensor.empty(x.dtype(), Shape.SCALAR);
    Tensor max = Tensor.empty(x.dtype(), sets.shape());
    Tensor log = Tensor.empty(x.dtype(), sets.shape());
    Labels known = Labels.of(this, x.shape().dim(1));
    Step rows = forward(packed.output(), ids.output(), known, max, log, loss);
    Step step = packed.step().then(ids.step()).then(rows);
    return new Computation(loss, step, packed.output(), ids.output(), max, log);
  }

  private void requireSets(Tensor x) {
    if (x.rank() != 2
        || sets.dtype() != DType.INT32
        || !sets.shape().equals(Shape.of(x.shape().dim(0)))) {
      throw new IllegalArgumentException(
          "set_cross_entropy: %s sets of shape %s are not one int32 for each row of %s"
              .formatted(sets.dtype(), sets.shape(), x.shape()));
    }
    if (x.shape().dim(1) == 0) {
      throw new IllegalArgumentException(
          "set_cross_entropy: there is no row in shape " + x.shape());
    }
    if (!isList(offsets) || !isList(labels) || offsets.size() == 0) {
      throw new IllegalArgumentException(
          "set_cross_entropy: offsets %s %s and labels %s %s are not lists of int32"
              .formatted(offsets.dtype(), offsets.shape(), labels.dtype(), labels.shape()));
    }
  }

  private static boolean isList(Tensor x) {
    return x.dtype() == DType.INT32 && x.rank() == 1;
  }

  /** The sets as arrays, checked. */
  private record Labels(int[] ends, int[] labels, int columns) {
    static Labels of(SetCrossEntropy op, int columns) {
      Labels known = new Labels(op.offsets.toIntArray(), op.labels.toIntArray(), columns);
      known.requireOrder();
      known.requireRange();
      return known;
    }

    private void requireOrder() {
      int last = ends.length - 1;
      if (ends[0] != 0 || ends[last] != labels.length) {
        throw new IllegalArgumentException(
            "set_cross_entropy: offsets from %d to %d do not divide %d labels"
                .formatted(ends[0], ends[last], labels.length));
      }
      for (int set = 0; set < last; set++) {
        if (ends[set] > ends[set + 1]) {
          throw new IllegalArgumentException(
              "set_cross_entropy: offsets %d and %d descend, from %d to %d"
                  .formatted(set, set + 1, ends[set], ends[set + 1]));
        }
      }
    }

    private void requireRange() {
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] < 0 || labels[i] >= columns) {
          throw new IndexOutOfBoundsException(
              "set_cross_entropy: labels[%d] is %d, out of range for %d logits"
                  .formatted(i, labels[i], columns));
        }
      }
    }

    /** The set of a row. */
    int set(Tensor sets, int row) {
      int set = sets.<int[]>array()[sets.offset() + row];
      if (set < 0 || set >= ends.length - 1) {
        throw new IndexOutOfBoundsException(
            "set_cross_entropy: set %d of row %d is out of range for %d sets"
                .formatted(set, row, ends.length - 1));
      }
      return set;
    }

    int size(int set) {
      return ends[set + 1] - ends[set];
    }
  }

  private static <A> Step forward(
      Tensor x, Tensor sets, Labels labels, Tensor max, Tensor log, Tensor loss) {
    int n = labels.columns;
    int rows = sets.size();
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
            int set = labels.set(sets, row);
            int at = x.offset() + row * n;
            kernels.logNormalizer(n, xs, at, maxima, logs, row);
            double sum = 0;
            for (int i = labels.ends[set]; i < labels.ends[set + 1]; i++) {
              sum += elements.get(xs, at + labels.labels[i]) - elements.get(maxima, row);
            }
            int size = labels.size(set);
            elements.set(losses, row, size == 0 ? 0 : elements.get(logs, row) - sum / size);
          }
        };
    return () -> {
      Parallel.ranges(rows, Math.max(1, GRAIN / n), task);
      elements.set(total, 0, x.dtype().<A>kernels().sum(rows, losses, 0));
    };
  }

  @Override
  public Variable definition(List<Variable> inputs) {
    Variable x = inputs.get(0);
    Variable targets = x.tape().constant(targets(x.tensor())).gather(sets);
    return x.logSoftmax().mul(targets).sum().neg();
  }

  /** The share of each label in each set, {@code (S, V)}. */
  private Tensor targets(Tensor x) {
    Labels known = Labels.of(this, x.shape().dim(1));
    int count = known.ends.length - 1;
    double[] shares = new double[count * known.columns];
    for (int set = 0; set < count; set++) {
      for (int i = known.ends[set]; i < known.ends[set + 1]; i++) {
        shares[set * known.columns + known.labels[i]] += 1.0 / known.size(set);
      }
    }
    return Tensor.of(shares, count, known.columns).to(x.dtype());
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Tensor dx = Tensor.empty(gradient.dtype(), call.input(0).tensor().shape());
    Labels known = Labels.of(this, dx.shape().dim(1));
    return new Backward(backward(call, known, gradient, dx), dx);
  }

  private static <A> Step backward(Call call, Labels labels, Tensor gradient, Tensor dx) {
    int n = labels.columns;
    Tensor x = call.saved(0);
    Tensor sets = call.saved(1);
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
            int set = labels.set(sets, row);
            if (labels.size(set) == 0) {
              elements.fill(n, 0, ds, at, 1);
              continue;
            }
            double max = elements.get(maxima, row);
            double log = elements.get(logs, row);
            kernels.crossEntropyGradient(n, xs, x.offset() + at, max, log, -1, factor, ds, at);
            double share = factor / labels.size(set);
            for (int i = labels.ends[set]; i < labels.ends[set + 1]; i++) {
              int place = at + labels.labels[i];
              elements.set(ds, place, elements.get(ds, place) - share);
            }
          }
        };
    return () -> {
      elements.set(scale, 0, gradient.item());
      Parallel.ranges(sets.size(), Math.max(1, GRAIN / n), task);
    };
  }
}
