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
import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.kernel.Scan;
import dev.loci.tensor.kernel.ScanKernels;
import dev.loci.tensor.kernel.Scratch;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The selective state space of Mamba (Gu and Dao, 2023). Each channel has N states h, which start
 * at 0, decay at rates {@code A = -exp(rates)} and take up the input: with {@code delta =
 * softplus(steps)}, from one position t to the next
 *
 * <pre>{@code
 * h_t = exp(delta_t A) h_(t-1) + delta_t x_t B_t
 * y_t = sum(C_t h_t) + skip x_t
 * }</pre>
 *
 * <p>Inputs: x and steps {@code (B, T, channels)}, rates {@code (channels, N)}, B and C {@code (B,
 * T, N)}, skip {@code (channels)}; output as x.
 *
 * <p>Rule: with {@code dh_t = g_t C_t + exp(delta_(t+1) A) dh_(t+1)} and {@code q_t = dh_t
 * exp(delta_t A) h_(t-1)}: {@code dx = delta sum(dh B) + g skip}, {@code ddelta = x sum(dh B) +
 * sum(q A)}, {@code dB = sum(dh delta x)}, {@code dC = sum(g h)}, {@code drates = A sum(q delta)},
 * {@code dskip = sum(g x)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * selective_scan([[[1], [2]]], [[[0], [0]]], [[0]], [[[1], [1]]], [[[1], [3]]], [0.5]) = [[[1.1931], [6.1986]]]
 * gradients [[[2.2329], [2.5794]]], [[[1.25], [2.4801]]], [[-0.7207]], [[[1.7329], [4.1589]]], [[[0.6931], [1.7329]]], [3]
 * }</pre>
 */
public record SelectiveScan() implements Op.Fused {
  /** Channels that one task takes forward. */
  private static final int GROUP = 64;

  /** So many states of channels at positions are worth handing to another thread. */
  private static final int GRAIN = 1 << 12;

  private static final int STEPS = ScanKernels.STEPS;

  @Override
  public String name() {
    return "selective_scan";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Inputs.requireFloat(name(), inputs);
    requireFitting(inputs);
    Shape shape = inputs.get(0).shape();
    Computation[] operands = operands(inputs);
    Tensor[] saved = Arrays.copyOf(outputs(operands), 7);
    int chunks = Math.ceilDiv(shape.dim(1), STEPS);
    int states = inputs.get(2).shape().dim(1);
    DType type = inputs.get(0).dtype();
    saved[6] = Tensor.empty(type, Shape.of(shape.dim(0), chunks + 1, states, shape.dim(2)));
    Tensor y = Tensor.empty(type, shape);
    return new Computation(y, inOrder(operands).then(forward(saved, y)), saved);
  }

  private static void requireFitting(List<Tensor> inputs) {
    Shape x = inputs.get(0).shape();
    Shape rates = inputs.get(2).shape();
    Shape b = inputs.get(3).shape();
    if (x.rank() != 3
        || !inputs.get(1).shape().equals(x)
        || rates.rank() != 2
        || rates.dim(0) != x.dim(2)
        || !b.equals(x.with(2, rates.dim(1)))
        || !inputs.get(4).shape().equals(b)
        || !inputs.get(5).shape().equals(Shape.of(x.dim(2)))) {
      throw new IllegalArgumentException(
          "selective_scan: x %s, steps %s, rates %s, B %s, C %s and skip %s do not fit"
              .formatted(inputs.stream().map(Tensor::shape).toArray()));
    }
    if (x.dim(1) == 0) {
      throw new IllegalArgumentException("selective_scan: there is no position in " + x);
    }
  }

  /**
   * x, delta, A as {@code (N, channels)}, B and C as {@code (B, N, T)}, and skip, all contiguous.
   */
  private static Computation[] operands(List<Tensor> inputs) {
    Computation exponential = Elementwise.unary(UnaryOp.EXP, inputs.get(2).transpose());
    Computation negative = Elementwise.unary(UnaryOp.NEG, exponential.output());
    return new Computation[] {
      Elementwise.pack(inputs.get(0)),
      Elementwise.unary(UnaryOp.SOFTPLUS, inputs.get(1)),
      new Computation(negative.output(), exponential.step().then(negative.step())),
      Elementwise.pack(inputs.get(3).permute(0, 2, 1)),
      Elementwise.pack(inputs.get(4).permute(0, 2, 1)),
      Elementwise.pack(inputs.get(5))
    };
  }

  private static Step inOrder(Computation... computations) {
    return Arrays.stream(computations).map(Computation::step).reduce(Step.NONE, Step::then);
  }

  private static Tensor[] outputs(Computation... computations) {
    return Arrays.stream(computations).map(Computation::output).toArray(Tensor[]::new);
  }

  private static <A> Scan<A> scan(Tensor[] operands) {
    Tensor x = operands[0];
    Tensor b = operands[3];
    Tensor c = operands[4];
    Tensor skip = operands[5];
    return new Scan<>(
        x.shape().dim(2),
        b.shape().dim(1),
        b.shape().dim(2),
        x.array(),
        x.offset(),
        operands[1].array(),
        operands[2].array(),
        b.array(),
        b.offset(),
        c.array(),
        c.offset(),
        skip.array(),
        skip.offset());
  }

  /** Keeps the states before every {@link #STEPS} positions, and the last ones. */
  private static <A> Step forward(Tensor[] operands, Tensor y) {
    Scan<A> scan = scan(operands);
    int length = y.shape().dim(1);
    int size = scan.states() * scan.channels();
    int kept = operands[6].shape().dim(1);
    int groups = Math.ceilDiv(scan.channels(), GROUP);
    A states = operands[6].array();
    A ys = y.array();
    DType type = y.dtype();
    Elements<A> elements = type.elements();
    Parallel.RangeTask task =
        (first, end) -> {
          ScanKernels<A> kernels = type.<A>kernels().scan();
          for (int i = first; i < end; i++) {
            int sequence = i / groups;
            int from = i % groups * GROUP;
            int to = Math.min(scan.channels(), from + GROUP);
            int at = sequence * kept * size;
            for (int k = 0; k < scan.states(); k++) {
              elements.fill(to - from, 0, states, at + k * scan.channels() + from, 1);
            }
            for (int t = 0; t < length; t += STEPS) {
              int rows = Math.min(STEPS, length - t);
              int row = sequence * length + t;
              kernels.forward(scan, row, rows, from, to, states, at, at + size, ys);
              at += size;
            }
          }
        };
    int grain = Math.max(1, GRAIN / Math.max(1, length * scan.states() * GROUP));
    return () -> Parallel.ranges(y.shape().dim(0) * groups, grain, task);
  }

  /**
   * Takes one position of each sequence, with the bits of the whole scan.
   *
   * @param state {@code (B, N, channels)}, contiguous: before the position, then after it
   * @param inputs as the operation's, for one position
   * @return the output, {@code (B, 1, channels)}
   */
  public static Tensor advance(Tensor state, List<Tensor> inputs) {
    requireFitting(inputs);
    Computation[] operands = operands(inputs);
    inOrder(operands).run();
    Tensor x = inputs.get(0);
    Tensor y = Tensor.empty(x.dtype(), x.shape());
    advance(state, outputs(operands), y);
    state.changed();
    return y;
  }

  private static <A> void advance(Tensor state, Tensor[] operands, Tensor y) {
    Scan<A> scan = scan(operands);
    ScanKernels<A> kernels = y.dtype().<A>kernels().scan();
    for (int i = 0; i < y.shape().dim(0); i++) {
      int at = state.offset() + i * scan.states() * scan.channels();
      kernels.forward(scan, i, 1, 0, scan.channels(), state.array(), at, at, y.array());
    }
  }

  @Override
  public Variable definition(List<Variable> inputs) {
    Variable a = inputs.get(2).exp().neg(); // (channels, N)
    Variable delta = inputs.get(1).softplus();
    Variable du = delta.mul(inputs.get(0));
    Variable h = null;
    Variable[] y = new Variable[inputs.get(0).tensor().shape().dim(1)];
    for (int t = 0; t < y.length; t++) {
      Variable taken = column(du, t).mul(row(inputs.get(3), t)); // (B, channels, N)
      h = h == null ? taken : column(delta, t).mul(a).exp().mul(h).add(taken);
      y[t] = h.matmul(column(inputs.get(4), t)).permute(0, 2, 1); // (B, 1, channels)
    }
    return Variable.concat(1, y).add(inputs.get(0).mul(inputs.get(5)));
  }

  /** (B, 1, width) of position t. */
  private static Variable row(Variable x, int t) {
    return x.slice(1, t, t + 1, 1);
  }

  /** (B, width, 1) of position t. */
  private static Variable column(Variable x, int t) {
    return row(x, t).permute(0, 2, 1);
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Tensor[] operands = IntStream.range(0, 7).mapToObj(call::saved).toArray(Tensor[]::new);
    Tensor a = operands[2];
    DType type = gradient.dtype();
    Shape shape = gradient.shape();
    Shape carried = a.shape().insert(0, shape.dim(0));
    Computation g = Elementwise.pack(gradient);
    Tensor dx = Tensor.empty(type, shape);
    Tensor dDelta = Tensor.empty(type, shape);
    Tensor carry = Tensor.empty(type, carried);
    Tensor das = Tensor.empty(type, carried);
    Tensor dSkips = Tensor.empty(type, Shape.of(shape.dim(0), shape.dim(2)));
    Tensor db = Tensor.empty(type, call.input(3).tensor().shape());
    Tensor dc = Tensor.empty(type, db.shape());
    Step back = backward(operands, g.output(), dx, dDelta, carry, das, dSkips, db, dc);
    Computation slope = Elementwise.unary(UnaryOp.SIGMOID, call.input(1).tensor());
    Computation dSteps = Elementwise.binary(BinaryOp.MUL, dDelta, slope.output());
    Computation da = Reduction.reduce(Reduction.Kind.SUM, das, false, 0);
    Computation turned = Elementwise.binary(BinaryOp.MUL, da.output(), a);
    Computation dRates = Elementwise.pack(turned.output().transpose());
    Computation dSkip = Reduction.reduce(Reduction.Kind.SUM, dSkips, false, 0);
    return new Backward(
        g.step().then(back).then(inOrder(slope, dSteps, da, turned, dRates, dSkip)),
        dx,
        dSteps.output(),
        dRates.output(),
        db,
        dc,
        dSkip.output());
  }

  private static <A> Step backward(
      Tensor[] operands,
      Tensor g,
      Tensor dx,
      Tensor dDelta,
      Tensor carry,
      Tensor da,
      Tensor dSkip,
      Tensor db,
      Tensor dc) {
    Scan<A> scan = scan(operands);
    Scan.Gradients<A> gradients =
        new Scan.Gradients<>(
            g.array(),
            g.offset(),
            dx.array(),
            dDelta.array(),
            carry.array(),
            da.array(),
            dSkip.array());
    int length = g.shape().dim(1);
    int sequences = g.shape().dim(0);
    int size = scan.states() * scan.channels();
    int kept = operands[6].shape().dim(1);
    int lanes = scan.states() * 2 * Kernels.LANES;
    A states = operands[6].array();
    A dbs = db.array();
    A dcs = dc.array();
    DType type = g.dtype();
    Elements<A> elements = type.elements();
    Parallel.RangeTask task =
        (first, end) -> {
          ScanKernels<A> kernels = type.<A>kernels().scan();
          A sums = Scratch.of(elements, Scratch.Slot.SCAN, STEPS * lanes);
          for (int i = first; i < end; i++) {
            elements.fill(size, 0, gradients.carry(), i * size, 1);
            elements.fill(size, 0, gradients.da(), i * size, 1);
            elements.fill(scan.channels(), 0, gradients.dSkip(), i * scan.channels(), 1);
            for (int chunk = kept - 2; chunk >= 0; chunk--) {
              int rows = Math.min(STEPS, length - chunk * STEPS);
              int row = i * length + chunk * STEPS;
              int at = (i * kept + chunk) * size;
              elements.fill(rows * lanes, 0, sums, 0, 1);
              int sequence = i;
              // A team that is busy with sequences leaves all channels to this thread.
              Parallel.forEach(
                  Kernels.LANES,
                  Kernels.LANES / 2,
                  (from, to) ->
                      kernels.backward(
                          scan, gradients, sequence, row, rows, from, to, states, at, sums));
              kernels.sumLanes(rows, scan.states(), sums, dcs, dbs, row * scan.states());
            }
          }
        };
    int grain = Math.max(1, GRAIN / Math.max(1, length * size));
    return () -> Parallel.ranges(sequences, grain, task);
  }
}
