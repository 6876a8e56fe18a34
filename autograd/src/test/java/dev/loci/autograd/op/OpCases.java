package dev.loci.autograd.op;

import dev.loci.autograd.Op;
import dev.loci.autograd.testkit.Draw;
import dev.loci.autograd.testkit.OpCase;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** For every differentiable operation a generator of cases, away from its kinks. */
final class OpCases {
  private static final Map<Class<? extends Op>, Function<Draw, OpCase>> GENERATORS = generators();

  private OpCases() {}

  /** The generators as jqwik knows them. */
  static Map<Class<? extends Op>, Arbitrary<OpCase>> all() {
    Map<Class<? extends Op>, Arbitrary<OpCase>> all = new LinkedHashMap<>();
    GENERATORS.forEach((op, generator) -> all.put(op, arbitrary(generator)));
    return all;
  }

  static Arbitrary<OpCase> of(Class<? extends Op> op) {
    return arbitrary(generator(op));
  }

  /** The generator of one operation's cases. */
  static Function<Draw, OpCase> generator(Class<? extends Op> op) {
    Function<Draw, OpCase> generator = GENERATORS.get(op);
    if (generator == null) {
      throw new IllegalArgumentException("OpCases: no generator for " + op.getSimpleName());
    }
    return generator;
  }

  private static Arbitrary<OpCase> arbitrary(Function<Draw, OpCase> generator) {
    return Arbitraries.randomValue(random -> generator.apply(Draw.of(random.nextLong())));
  }

  private static Map<Class<? extends Op>, Function<Draw, OpCase>> generators() {
    Map<Class<? extends Op>, Function<Draw, OpCase>> all = new LinkedHashMap<>();
    all.put(Abs.class, unary(new Abs(), Draw::nonZero));
    all.put(Cos.class, unary(new Cos(), Draw::any));
    all.put(Erf.class, unary(new Erf(), Draw::any));
    all.put(Exp.class, unary(new Exp(), Draw::any));
    all.put(Gelu.class, unary(new Gelu(), Draw::any));
    all.put(Log.class, unary(new Log(), Draw::positive));
    all.put(Neg.class, unary(new Neg(), Draw::any));
    all.put(Pow.class, OpCases::pow);
    all.put(Reciprocal.class, unary(new Reciprocal(), Draw::nonZero));
    all.put(Relu.class, unary(new Relu(), Draw::nonZero));
    all.put(Sigmoid.class, unary(new Sigmoid(), Draw::any));
    all.put(Silu.class, unary(new Silu(), Draw::any));
    all.put(Sin.class, unary(new Sin(), Draw::any));
    all.put(Softplus.class, unary(new Softplus(), Draw::any));
    all.put(Sqrt.class, unary(new Sqrt(), Draw::positive));
    all.put(Square.class, unary(new Square(), Draw::any));
    all.put(Tanh.class, unary(new Tanh(), Draw::any));
    all.put(Convert.class, OpCases::convert);
    all.put(Add.class, binary(new Add(), Draw::any, Draw::any));
    all.put(Div.class, binary(new Div(), Draw::any, Draw::nonZero));
    all.put(Maximum.class, binary(new Maximum(), Draw::even, Draw::odd));
    all.put(Mul.class, binary(new Mul(), Draw::any, Draw::any));
    all.put(Sub.class, binary(new Sub(), Draw::any, Draw::any));
    all.put(Matmul.class, OpCases::matmul);
    all.put(Max.class, OpCases::max);
    all.put(Sum.class, OpCases::sum);
    all.put(Softmax.class, draw -> OpCase.of(new Softmax(), rows(draw)));
    all.put(LogSoftmax.class, draw -> OpCase.of(new LogSoftmax(), rows(draw)));
    all.put(BroadcastTo.class, OpCases::broadcastTo);
    all.put(Concat.class, OpCases::concat);
    all.put(Permute.class, OpCases::permute);
    all.put(Reshape.class, OpCases::reshape);
    all.put(Slice.class, OpCases::slice);
    all.put(Unslice.class, OpCases::unslice);
    all.put(Gather.class, OpCases::gather);
    all.put(ScatterAdd.class, OpCases::scatterAdd);
    all.put(Pick.class, OpCases::pick);
    all.put(Place.class, OpCases::place);
    all.put(Where.class, OpCases::where);
    all.put(CausalAttention.class, OpCases::causalAttention);
    all.put(CausalConv.class, OpCases::causalConv);
    all.put(CrossEntropy.class, OpCases::crossEntropy);
    all.put(LayerNorm.class, OpCases::layerNorm);
    all.put(Linear.class, OpCases::linear);
    all.put(SetCrossEntropy.class, OpCases::setCrossEntropy);
    all.put(SelectiveScan.class, OpCases::selectiveScan);
    return all;
  }

  // ---- Element-wise

  private static Function<Draw, OpCase> unary(Op op, ToDoubleFunction<Draw> domain) {
    return draw -> OpCase.of(op, draw.tensor(draw.shape(0, 3), domain));
  }

  private static Function<Draw, OpCase> binary(
      Op op, ToDoubleFunction<Draw> left, ToDoubleFunction<Draw> right) {
    return draw -> {
      Shape joint = draw.shape(0, 3);
      return OpCase.of(
          op,
          draw.tensor(draw.stretchingTo(joint), left),
          draw.tensor(draw.stretchingTo(joint), right));
    };
  }

  private static OpCase pow(Draw draw) {
    return switch (draw.between(0, 2)) {
      case 0 -> pow(draw, draw.oneOf(-1.5, 0.5, 2.5), Draw::positive);
      case 1 -> pow(draw, draw.oneOf(-2, -1), Draw::nonZero);
      default -> pow(draw, draw.oneOf(0, 1, 2, 3), d -> d.oneIn(4) ? 0 : d.any());
    };
  }

  private static OpCase pow(Draw draw, double exponent, ToDoubleFunction<Draw> domain) {
    return OpCase.of(new Pow(exponent), draw.tensor(draw.shape(0, 3), domain));
  }

  /** Steps of a quarter stay exact in float32, and differences of a linear function are exact. */
  private static OpCase convert(Draw draw) {
    DType type = draw.oneIn(2) ? DType.FLOAT32 : DType.FLOAT64;
    return OpCase.of(new Convert(type), draw.tensor(draw.shape(0, 3), Draw::eighths))
        .withStep(0.25);
  }

  private static OpCase where(Draw draw) {
    Shape joint = draw.shape(0, 3);
    return OpCase.of(
        new Where(),
        draw.ids(draw.stretchingTo(joint), -1, 1),
        draw.tensor(draw.stretchingTo(joint), Draw::any),
        draw.tensor(draw.stretchingTo(joint), Draw::any));
  }

  // ---- Products and reductions

  private static OpCase matmul(Draw draw) {
    Shape batch = draw.filledShape(0, 1);
    int m = batch.rank() == 0 ? draw.extent() : draw.between(1, 3);
    int k = batch.rank() == 0 ? draw.extent() : draw.between(1, 3);
    int n = batch.rank() == 0 ? draw.extent() : draw.between(1, 3);
    Shape left = draw.stretchingTo(batch).append(Shape.of(m, k));
    Shape right = draw.stretchingTo(batch).append(Shape.of(k, n));
    return OpCase.of(new Matmul(), draw.tensor(left, Draw::any), draw.tensor(right, Draw::any));
  }

  private static OpCase max(Draw draw) {
    Shape shape = draw.filledShape(0, 3);
    return OpCase.of(new Max(draw.oneIn(2), draw.axes(shape.rank())), draw.distinct(shape));
  }

  private static OpCase sum(Draw draw) {
    Shape shape = draw.shape(0, 3);
    return OpCase.of(
        new Sum(draw.oneIn(2), draw.axes(shape.rank())), draw.tensor(shape, Draw::any));
  }

  /** Rows of at least one element. */
  private static Tensor rows(Draw draw) {
    Shape leading = draw.shape(0, 2);
    return draw.tensor(leading.insert(leading.rank(), draw.between(1, 4)), Draw::any);
  }

  // ---- Shape

  private static OpCase broadcastTo(Draw draw) {
    Shape target = draw.shape(0, 3);
    return OpCase.of(new BroadcastTo(target), draw.tensor(draw.stretchingTo(target), Draw::any));
  }

  private static OpCase concat(Draw draw) {
    Shape shape = draw.shape(1, 3);
    int axis = draw.between(0, shape.rank() - 1);
    Tensor[] parts = new Tensor[draw.between(1, 3)];
    Arrays.setAll(
        parts,
        i ->
            i > 0 && draw.oneIn(4)
                ? parts[0]
                : draw.tensor(shape.with(axis, draw.extent()), Draw::any));
    return OpCase.of(new Concat(draw.signed(axis, shape.rank())), parts);
  }

  private static OpCase permute(Draw draw) {
    Shape shape = draw.shape(0, 3);
    int[] order = draw.permutation(shape.rank());
    Arrays.setAll(order, i -> draw.signed(order[i], shape.rank()));
    return OpCase.of(new Permute(order), draw.tensor(shape, Draw::any));
  }

  private static OpCase reshape(Draw draw) {
    Shape shape = draw.shape(0, 3);
    Shape target =
        switch (draw.between(0, 2)) {
          case 0 -> Shape.of(shape.size());
          case 1 -> shape.insert(draw.between(0, shape.rank()), 1);
          default -> {
            int[] extents = shape.toArray();
            int[] order = draw.permutation(extents.length);
            yield Shape.of(Arrays.stream(order).map(i -> extents[i]).toArray());
          }
        };
    return OpCase.of(new Reshape(target), draw.tensor(shape, Draw::any));
  }

  private static OpCase slice(Draw draw) {
    Shape shape = draw.shape(1, 3);
    Slice slice = slice(draw, shape);
    return OpCase.of(slice, draw.tensor(shape, Draw::any));
  }

  private static OpCase unslice(Draw draw) {
    Shape whole = draw.shape(1, 3);
    Slice slice = slice(draw, whole);
    Op op = new Unslice(whole, slice.axis(), slice.from(), slice.to(), slice.step());
    int count = Math.ceilDiv(slice.to() - slice.from(), slice.step());
    return OpCase.of(op, draw.tensor(whole.with(slice.axis(), count), Draw::any));
  }

  private static Slice slice(Draw draw, Shape shape) {
    int axis = draw.between(0, shape.rank() - 1);
    int from = draw.between(0, shape.dim(axis));
    int to = draw.between(from, shape.dim(axis));
    return new Slice(draw.signed(axis, shape.rank()), from, to, draw.between(1, 3));
  }

  // ---- Indexing

  private static OpCase gather(Draw draw) {
    Shape table = Shape.of(draw.between(1, 3)).append(draw.shape(0, 1));
    Tensor ids = draw.ids(draw.shape(0, 2), 0, table.dim(0) - 1);
    return OpCase.of(new Gather(ids), draw.tensor(table, Draw::any));
  }

  private static OpCase scatterAdd(Draw draw) {
    int count = draw.between(1, 3);
    Tensor ids = draw.ids(draw.shape(0, 2), 0, count - 1);
    Shape rows = ids.shape().append(draw.shape(0, 1));
    return OpCase.of(new ScatterAdd(count, ids), draw.tensor(rows, Draw::any));
  }

  private static OpCase pick(Draw draw) {
    Tensor x = rows(draw);
    Tensor ids = draw.ids(x.shape().remove(-1), -1, x.shape().dim(-1) - 1);
    return OpCase.of(new Pick(ids), x);
  }

  private static OpCase place(Draw draw) {
    int n = draw.between(1, 3);
    Tensor ids = draw.ids(draw.shape(0, 2), -1, n - 1);
    return OpCase.of(new Place(n, ids), draw.tensor(ids.shape(), Draw::any));
  }

  // ---- Fused

  private static OpCase causalAttention(Draw draw) {
    int heads = draw.between(1, 2);
    Shape places = Shape.of(draw.oneIn(8) ? 0 : draw.between(1, 2), draw.between(1, 3));
    Shape narrow = places.insert(2, heads * draw.between(1, 2));
    Op op = new CausalAttention(heads, draw.positive());
    Tensor q = draw.tensor(narrow, Draw::any);
    return switch (draw.between(0, 3)) {
      case 0 -> OpCase.of(op, q, q, q);
      case 1 -> OpCase.of(op, q, q, draw.tensor(narrow, Draw::any));
      default -> {
        Shape other = places.insert(2, heads * draw.between(1, 2));
        yield OpCase.of(op, q, draw.tensor(narrow, Draw::any), draw.tensor(other, Draw::any));
      }
    };
  }

  private static OpCase causalConv(Draw draw) {
    Tensor x = sequences(draw);
    Shape channels = x.shape().range(2, 3);
    return OpCase.of(
        new CausalConv(),
        x,
        draw.tensor(channels.insert(1, draw.between(1, 4)), Draw::any),
        draw.tensor(channels, Draw::any));
  }

  private static OpCase selectiveScan(Draw draw) {
    Tensor x = sequences(draw);
    Tensor steps = draw.oneIn(4) ? x : draw.tensor(x.shape(), Draw::any);
    Shape channels = x.shape().range(2, 3);
    int states = draw.between(1, 3);
    Tensor b = draw.tensor(x.shape().with(2, states), Draw::any);
    return OpCase.of(
        new SelectiveScan(),
        x,
        steps,
        draw.tensor(channels.insert(1, states), Draw::any),
        b,
        draw.oneIn(4) ? b : draw.tensor(b.shape(), Draw::any),
        draw.tensor(channels, Draw::any));
  }

  /** Sequences of at least one position, {@code (B, T, channels)}. */
  private static Tensor sequences(Draw draw) {
    return draw.tensor(Shape.of(draw.extent(), draw.between(1, 4), draw.extent()), Draw::any);
  }

  private static OpCase crossEntropy(Draw draw) {
    Shape leading = draw.filledShape(0, 2);
    int n = draw.between(1, 3);
    Tensor labels = draw.ids(leading, -1, n - 1);
    labels.set(n - 1, new int[leading.rank()]); // at least one row has a label
    return OpCase.of(
        new CrossEntropy(labels), draw.tensor(leading.insert(leading.rank(), n), Draw::any));
  }

  /** Sets may be empty, and name a label twice; rows may share one. */
  private static OpCase setCrossEntropy(Draw draw) {
    int n = draw.between(1, 3);
    int[] offsets = new int[draw.between(2, 4)];
    for (int set = 1; set < offsets.length; set++) {
      offsets[set] = offsets[set - 1] + draw.between(0, 3);
    }
    Tensor labels = draw.ids(Shape.of(offsets[offsets.length - 1]), 0, n - 1);
    Tensor sets = draw.ids(draw.shape(1, 1), 0, offsets.length - 2);
    return OpCase.of(
        new SetCrossEntropy(sets, Tensor.of(offsets), labels),
        draw.tensor(Shape.of(sets.size(), n), Draw::any));
  }

  private static OpCase layerNorm(Draw draw) {
    Tensor x = rows(draw);
    Shape width = Shape.of(x.shape().dim(-1));
    Tensor gain = draw.tensor(width, Draw::any);
    Tensor bias = draw.oneIn(4) ? gain : draw.tensor(width, Draw::any);
    return OpCase.of(new LayerNorm(0.1), x, gain, bias);
  }

  private static OpCase linear(Draw draw) {
    int in = draw.extent();
    int out = draw.extent();
    Op op = new Linear(draw.oneIn(2) ? Activation.GELU : Activation.IDENTITY);
    Tensor x = draw.tensor(draw.shape(1, 2).append(Shape.of(in)), Draw::any);
    Tensor weight = draw.tensor(Shape.of(out, in), Draw::any);
    return draw.oneIn(2)
        ? OpCase.of(op, x, weight)
        : OpCase.of(op, x, weight, draw.tensor(Shape.of(out), Draw::any));
  }
}
