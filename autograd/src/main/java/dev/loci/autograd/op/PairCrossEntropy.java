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
 * Softmax and cross-entropy of pairs of a row and a label, {@code y = sum(-log
 * softmax(x[row])[label])}: a row that has several labels is normalised once. A label of -1 leaves
 * a pair out.
 *
 * <p>Input: logits x {@code (R, V)}; rows and labels, int32 {@code (M)}, are the pairs, by
 * ascending row. Their elements may change from one computation to the next.
 *
 * <p>Rule: {@code dx = (c softmax(x) - n) g} with n how often the row has each label, and c how
 * many it has.
 *
 * <p>Example:
 *
 * <pre>{@code
 * pair_cross_entropy([[0, 1], [0, 0]], rows=[0, 0, 1, 1], labels=[0, 1, 0, -1]) = 2.3197
 * gradient [[-0.4621, 0.4621], [-0.5, 0.5]]
 * }</pre>
 */
public record PairCrossEntropy(Tensor rows, Tensor labels) implements Op.Fused {
  private static final int GRAIN = 1 << 10;

  @Override
  public String name() {
    return "pair_cross_entropy";
  }

  @Override
  public List<Tensor> constants() {
    return List.of(rows, labels);
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Inputs.requireFloat(name(), inputs);
    Tensor x = inputs.get(0);
    if (x.rank() != 2 || x.shape().dim(1) == 0) {
      throw new IllegalArgumentException(
          "pair_cross_entropy: logits of shape %s are not rows of at least one"
              .formatted(x.shape()));
    }
    if (!isList(rows) || !isList(labels) || rows.size() != labels.size()) {
      throw new IllegalArgumentException(
          "pair_cross_entropy: rows %s %s and labels %s %s are not pairs of int32"
              .formatted(rows.dtype(), rows.shape(), labels.dtype(), labels.shape()));
    }
    Computation packed = Elementwise.pack(x);
    Computation rowIds = Elementwise.pack(rows);
    Computation labelIds = Elementwise.pack(labels);
    int r = x.shape().dim(0);
    Tensor loss = Tensor.empty(x.dtype(), Shape.SCALAR);
    Tensor max = Tensor.empty(x.dtype(), Shape.of(r));
    Tensor log = Tensor.empty(x.dtype(), Shape.of(r));
    Tensor begins = Tensor.empty(DType.INT32, Shape.of(r + 1));
    Pairs pairs = new Pairs(rowIds.output(), labelIds.output(), begins, x.shape().dim(1));
    Step step =
        packed
            .step()
            .then(rowIds.step())
            .then(labelIds.step())
            .then(forward(packed.output(), pairs, max, log, loss));
    return new Computation(loss, step, packed.output(), labelIds.output(), begins, max, log);
  }

  private static boolean isList(Tensor x) {
    return x.dtype() == DType.INT32 && x.rank() == 1;
  }

  /** The pairs by row: those of row r are begins[r] .. begins[r + 1] - 1. */
  private record Pairs(Tensor rows, Tensor labels, Tensor begins, int columns) {
    /** Finds where each row's pairs begin. */
    void index() {
      int[] ids = rows.array();
      int[] starts = begins.array();
      int count = starts.length - 1;
      int row = 0;
      for (int i = 0; i < rows.size(); i++) {
        int id = ids[rows.offset() + i];
        if (id < 0 || id >= count) {
          throw new IndexOutOfBoundsException(
              "pair_cross_entropy: row %d of pair %d is out of range for %d rows"
                  .formatted(id, i, count));
        }
        if (id < row - 1) {
          throw new IllegalArgumentException(
              "pair_cross_entropy: row %d of pair %d comes after row %d; rows must ascend"
                  .formatted(id, i, row - 1));
        }
        while (row <= id) {
          starts[row++] = i;
        }
      }
      while (row <= count) {
        starts[row++] = rows.size();
      }
    }

    int begin(int row) {
      return begins.<int[]>array()[row];
    }

    /** The label of a pair, -1 for none. */
    int label(int pair) {
      int label = labels.<int[]>array()[labels.offset() + pair];
      if (label < -1 || label >= columns) {
        throw new IndexOutOfBoundsException(
            "pair_cross_entropy: label %d of pair %d is out of range for %d logits"
                .formatted(label, pair, columns));
      }
      return label;
    }

    int labelled(int row) {
      int count = 0;
      for (int pair = begin(row); pair < begin(row + 1); pair++) {
        count += label(pair) >= 0 ? 1 : 0;
      }
      return count;
    }
  }

  private static <A> Step forward(Tensor x, Pairs pairs, Tensor max, Tensor log, Tensor loss) {
    int n = pairs.columns;
    int count = x.shape().dim(0);
    A xs = x.array();
    A maxima = max.array();
    A logs = log.array();
    A losses = Tensor.empty(x.dtype(), Shape.of(count)).array();
    A total = loss.array();
    Elements<A> elements = x.dtype().elements();
    Parallel.RangeTask task =
        (from, to) -> {
          RowKernels<A> kernels = x.dtype().<A>kernels().rows();
          for (int row = from; row < to; row++) {
            double sum = 0;
            if (pairs.labelled(row) > 0) {
              int at = x.offset() + row * n;
              kernels.logNormalizer(n, xs, at, maxima, logs, row);
              double log1 = elements.get(logs, row);
              for (int pair = pairs.begin(row); pair < pairs.begin(row + 1); pair++) {
                int label = pairs.label(pair);
                if (label >= 0) {
                  sum += log1 - (elements.get(xs, at + label) - elements.get(maxima, row));
                }
              }
            }
            elements.set(losses, row, sum);
          }
        };
    return () -> {
      pairs.index();
      Parallel.ranges(count, Math.max(1, GRAIN / n), task);
      elements.set(total, 0, x.dtype().<A>kernels().sum(count, losses, 0));
    };
  }

  @Override
  public Variable definition(List<Variable> inputs) {
    return inputs.get(0).logSoftmax().gather(rows).pick(labels).sum().neg();
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Tensor dx = Tensor.empty(gradient.dtype(), call.input(0).tensor().shape());
    return new Backward(backward(call, gradient, dx), dx);
  }

  private static <A> Step backward(Call call, Tensor gradient, Tensor dx) {
    int n = dx.shape().dim(1);
    Tensor x = call.saved(0);
    Tensor labels = call.saved(1);
    Pairs pairs = new Pairs(labels, labels, call.saved(2), n); // indexed already
    A xs = x.array();
    A maxima = call.saved(3).array();
    A logs = call.saved(4).array();
    A ds = dx.array();
    Elements<A> elements = dx.dtype().elements();
    A scale = elements.allocate(1);
    Parallel.RangeTask task =
        (from, to) -> {
          RowKernels<A> kernels = dx.dtype().<A>kernels().rows();
          double factor = elements.get(scale, 0);
          for (int row = from; row < to; row++) {
            int at = row * n;
            int count = pairs.labelled(row);
            if (count == 0) {
              elements.fill(n, 0, ds, at, 1);
              continue;
            }
            double max = elements.get(maxima, row);
            double log = elements.get(logs, row);
            kernels.crossEntropyGradient(
                n, xs, x.offset() + at, max, log, -1, count * factor, ds, at);
            for (int pair = pairs.begin(row); pair < pairs.begin(row + 1); pair++) {
              int label = pairs.label(pair);
              if (label >= 0) {
                elements.set(ds, at + label, elements.get(ds, at + label) - factor);
              }
            }
          }
        };
    return () -> {
      elements.set(scale, 0, gradient.item());
      Parallel.ranges(dx.shape().dim(0), Math.max(1, GRAIN / n), task);
    };
  }
}
