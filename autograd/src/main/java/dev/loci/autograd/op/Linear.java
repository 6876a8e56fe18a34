package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.MatrixProduct;
import dev.loci.tensor.Reduction;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Epilogue;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear map with bias and activation, {@code Y = f(H)} with {@code H = X W^T + b}. Bias and
 * activation are applied to what the product has just computed, while it is in the cache.
 *
 * <p>Inputs: X {@code (..., in)}, W {@code (out, in)} and, if there is a bias, b {@code (out)};
 * output {@code (..., out)}.
 *
 * <p>Rule: with {@code dH = G f'(H)}: {@code dX = dH W}, {@code dW = dH^T X}, and {@code db} the
 * sum of the rows of dH.
 *
 * <p>Example:
 *
 * <pre>{@code
 * linear([[1, 2], [3, 4]], [[5, 6]], [7], activation=IDENTITY) = [[24], [46]]
 * gradients [[5, 6], [5, 6]], [[4, 6]], [2]
 * }</pre>
 */
public record Linear(Activation activation) implements Op.Fused {
  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Inputs.requireFloat(name(), inputs);
    Tensor x = inputs.get(0);
    Tensor w = inputs.get(1);
    Tensor b = inputs.size() > 2 ? inputs.get(2) : null;
    if (x.rank() < 2 || w.rank() != 2 || x.shape().dim(-1) != w.shape().dim(1)) {
      throw new IllegalArgumentException(
          "linear: a weight of %s does not map rows of %s".formatted(w.shape(), x.shape()));
    }
    int out = w.shape().dim(0);
    if (b != null && (b.rank() != 1 || b.size() != out)) {
      throw new IllegalArgumentException(
          "linear: a bias of %s does not fit a weight of %s".formatted(b.shape(), w.shape()));
    }
    Tensor h = Tensor.empty(x.dtype(), x.shape().with(x.rank() - 1, out));
    Computation packed = Computation.view(h);
    Epilogue bias = Epilogue.NONE;
    if (b != null) {
      packed = Elementwise.pack(b);
      bias = addBias(packed.output(), h, out);
    }
    if (activation == Activation.IDENTITY) {
      return new Computation(h, packed.step().then(product(x, w, h, bias)));
    }
    Tensor y = Tensor.empty(h.dtype(), h.shape());
    Step product = product(x, w, h, bias.then(gelu(h, y, out)));
    return new Computation(y, packed.step().then(product), h);
  }

  private static Step product(Tensor x, Tensor w, Tensor h, Epilogue epilogue) {
    return MatrixProduct.multiply(x, w.transpose(), h, epilogue);
  }

  private static <A> Epilogue addBias(Tensor b, Tensor h, int n) {
    A bs = b.array();
    A hs = h.array();
    return (fromRow, toRow, from, to) -> {
      Kernels<A> kernels = h.dtype().kernels();
      int at = fromRow * n + from;
      kernels.rows().addRow(toRow - fromRow, to - from, hs, at, n, bs, b.offset() + from);
    };
  }

  private static <A> Epilogue gelu(Tensor h, Tensor y, int n) {
    A hs = h.array();
    A ys = y.array();
    return (fromRow, toRow, from, to) -> {
      Kernels<A> kernels = h.dtype().kernels();
      int rows = toRow - fromRow;
      int width = to - from;
      int at = fromRow * n + from;
      if (width == n) { // whole rows, which are adjacent
        kernels.unary(UnaryOp.GELU, rows * width, hs, at, 1, ys, at);
        return;
      }
      for (int row = 0; row < rows; row++) {
        kernels.unary(UnaryOp.GELU, width, hs, at + row * n, 1, ys, at + row * n);
      }
    };
  }

  @Override
  public Variable definition(List<Variable> inputs) {
    Variable y = inputs.get(0).matmul(inputs.get(1).transpose());
    return activation.on(inputs.size() > 2 ? y.add(inputs.get(2)) : y);
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Tensor x = call.input(0).tensor();
    Tensor w = call.input(1).tensor();
    Computation packed = Elementwise.pack(gradient);
    Step step = packed.step();
    Tensor dh = packed.output();
    if (activation == Activation.GELU) {
      Tensor dy = dh;
      dh = Tensor.empty(dy.dtype(), dy.shape());
      step = step.then(Activation.geluBackward(call.saved(0), dy, dh));
    }
    Tensor rows = matrix(dh);
    @Nullable Tensor[] gradients = new Tensor[call.inputs().size()];
    if (call.needs(0)) {
      Tensor dx = Tensor.empty(x.dtype(), x.shape());
      gradients[0] = dx;
      step = step.then(MatrixProduct.multiply(dh, w, dx, Epilogue.NONE));
    }
    if (call.needs(1)) {
      Computation packedX = Elementwise.pack(x);
      Tensor dw = Tensor.empty(w.dtype(), w.shape());
      gradients[1] = dw;
      Tensor xs = matrix(packedX.output());
      step =
          step.then(packedX.step())
              .then(MatrixProduct.multiply(rows.transpose(), xs, dw, Epilogue.NONE));
    }
    if (gradients.length > 2 && call.needs(2)) {
      Computation db = Reduction.reduce(Reduction.Kind.SUM, rows, false, 0);
      gradients[2] = db.output();
      step = step.then(db.step());
    }
    return new Backward(step, gradients);
  }

  /** The view of a contiguous tensor as a matrix of its rows. */
  private static Tensor matrix(Tensor x) {
    int columns = x.shape().dim(-1);
    return x.reshape(x.shape().remove(-1).size(), columns);
  }
}
