package dev.loci.autograd.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten mistakes that people make in derivative rules, each caught and named by the kit. */
class SeededFaultsTest {

  /** A primitive operation of one input from its parts. */
  private record Mapping(String name, UnaryOperator<Tensor> value, Rule rule)
      implements Op.Primitive {
    @Override
    public Computation prepare(List<Tensor> inputs) {
      return computation(inputs.get(0), value);
    }

    @Override
    public Variable[] vjp(Call call, Variable gradient) {
      return new Variable[] {rule.apply(call.input(0), call.output(), gradient)};
    }
  }

  /** The gradient by x of y, given that by y. */
  private interface Rule {
    Variable apply(Variable x, Variable y, Variable gradient);
  }

  private static Computation computation(Tensor x, UnaryOperator<Tensor> value) {
    Tensor y = Tensor.zeros(x.dtype(), value.apply(x).shape());
    return new Computation(y, () -> y.copyFrom(value.apply(x)));
  }

  private static void assertCaught(OpProperties properties, String... words) {
    var thrown = assertThatThrownBy(properties::check).isInstanceOf(AssertionError.class);
    for (String word : words) {
      thrown.hasMessageContaining(word);
    }
  }

  private static OpProperties elementwise(Op op) {
    return OpProperties.of(op).elementwise(Draw::any);
  }

  private static OpProperties onMatrices(Op op, int inputs) {
    Function<Draw, List<Tensor>> square =
        draw -> {
          int n = draw.between(2, 3);
          return IntStream.range(0, inputs)
              .mapToObj(i -> draw.tensor(Shape.of(n, n), Draw::any))
              .toList();
        };
    return OpProperties.of(op).inputs(square);
  }

  @Test
  void wrongSign() {
    Op op = new Mapping("my_sin", Tensor::sin, (x, y, g) -> g.mul(x.cos()).neg());
    assertCaught(
        elementwise(op),
        "my_sin of [[]]: gradient: my_sin: gradient of order 1 by input 0 at []",
        "likely cause: wrong sign",
        "seed ");
  }

  @Test
  void missingFactor() {
    Op op = new Mapping("my_square", Tensor::square, (x, y, g) -> g.mul(x));
    assertCaught(elementwise(op), "my_square of [[]]", "likely cause: missing factor 2");
  }

  @Test
  void detachedBranch() {
    Op op = new Mapping("my_exp", Tensor::exp, (x, y, g) -> g.mul(y.detach()));
    assertCaught(
        elementwise(op),
        "gradient of its square: my_exp: gradient of order 2",
        "place: call",
        "its input 1 is the output of call 1, detached",
        "likely cause: a detached branch");
  }

  @Test
  void nonDeterministicOp() {
    int[] runs = {0};
    Op op = new Mapping("noisy", x -> x.mul(1 + 1e-3 * (runs[0]++ % 7)), (x, y, g) -> g);
    assertCaught(
        elementwise(op), "noisy: its value at", "for the same inputs", "likely cause: non-det");
  }

  @Test
  void wrongReductionAxis() {
    Op op =
        new Mapping(
            "centre", x -> x.sub(x.mean(1).unsqueeze(1)), (x, y, g) -> g.sub(g.mean(true, 0)));
    assertCaught(
        onMatrices(op, 1),
        "centre of [[2, 2]]: gradient: centre: gradient of order 1 by input 0",
        "likely cause: wrong reduction axis: the function keeps positions along input axis 0"
            + " apart, the rule those along axis 1");
  }

  /** Of each row, the elements up to the diagonal; the rule leaves out the diagonal. */
  @Test
  void offByOneMask() {
    Op op =
        new Mapping(
            "lower",
            x -> x.mul(lower(x.shape().dim(0), 0)).exp(),
            (x, y, g) -> {
              Variable mask = x.tape().constant(lower(x.tensor().shape().dim(0), -1));
              return g.mul(y).mul(mask);
            });
    assertCaught(
        onMatrices(op, 1),
        "lower of [[2, 2]]: gradient: lower: gradient of order 1 by input 0 at [",
        "likely cause: another mask than the function's, perhaps off by one: the rule drops",
        "input element [");
  }

  private static Tensor lower(int n, int diagonal) {
    Tensor mask = Tensor.zeros(DType.FLOAT64, Shape.of(n, n));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= Math.min(i + diagonal, n - 1); j++) {
        mask.set(1, i, j);
      }
    }
    return mask;
  }

  private record Product() implements Op.Primitive {
    @Override
    public String name() {
      return "product";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      return computation(inputs.get(0), x -> x.matmul(inputs.get(1)));
    }

    @Override
    public Variable[] vjp(Call call, Variable gradient) {
      return new Variable[] {
        gradient.matmul(call.input(1)), call.input(0).transpose().matmul(gradient)
      };
    }
  }

  @Test
  void transposedOperand() {
    assertCaught(
        onMatrices(new Product(), 2),
        "product of [[2, 2], [2, 2]]: gradient: product: gradient of order 1 by input 0",
        "likely cause: transposed operand");
  }

  /** {@code x + b} with a row b, its rule computed at once; the sum over the rows is left out. */
  private record Shift() implements Op.Fused {
    @Override
    public String name() {
      return "shift";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      return computation(inputs.get(0), x -> x.add(inputs.get(1)));
    }

    @Override
    public Variable definition(List<Variable> inputs) {
      return inputs.get(0).add(inputs.get(1));
    }

    @Override
    public Backward vjp(Call call, Tensor gradient) {
      Tensor x = gradient.copy();
      Tensor bias = Tensor.zeros(gradient.dtype(), call.input(1).tensor().shape());
      return new Backward(
          () -> {
            x.copyFrom(gradient);
            bias.copyFrom(gradient.select(0, 0));
          },
          x,
          bias);
    }
  }

  @Test
  void forgottenUnbroadcast() {
    OpProperties properties =
        OpProperties.of(new Shift())
            .inputs(draw -> {
              Shape shape = Shape.of(draw.between(1, 3), draw.between(1, 3));
              return List.of(
                  draw.tensor(shape, Draw::any), draw.tensor(shape.remove(0), Draw::any));
            });
    assertCaught(
        properties,
        "shift of [[2, 1], [1]]: gradient: shift: gradient of order 1 by input 1 at [0]",
        "likely cause: missing un-broadcast: only slice 0 of 2 of the output's axis 0 is counted");
  }

  /** {@code x sin(x)}; the rule only knows of the first of two uses. */
  private record Wave() implements Op.Fused {
    @Override
    public String name() {
      return "wave";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      return computation(inputs.get(0), x -> x.mul(x.sin()));
    }

    @Override
    public Variable definition(List<Variable> inputs) {
      return inputs.get(0).mul(inputs.get(0).sin());
    }

    @Override
    public Backward vjp(Call call, Tensor gradient) {
      Tensor x = call.input(0).tensor();
      Tensor slope = gradient.copy();
      return new Backward(() -> slope.copyFrom(gradient.mul(x.sin())), slope);
    }
  }

  @Test
  void droppedAccumulation() {
    assertCaught(
        elementwise(new Wave()),
        "wave of [[]]: gradient: wave: gradient of order 1 by input 0 at []",
        "likely cause: dropped accumulation: of 2 uses of the input the part through sin is"
            + " missing");
  }

  /** The exponential; it computes once, when it is prepared, and hands that out again. */
  private record Stale() implements Op.Fused {
    @Override
    public String name() {
      return "stale_exp";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      Tensor x = inputs.get(0);
      Tensor exponential = x.exp();
      Tensor y = Tensor.zeros(x.dtype(), x.shape());
      return new Computation(y, () -> y.copyFrom(exponential), exponential);
    }

    @Override
    public Variable definition(List<Variable> inputs) {
      return inputs.get(0).exp();
    }

    @Override
    public Backward vjp(Call call, Tensor gradient) {
      Tensor slope = gradient.copy();
      return new Backward(() -> slope.copyFrom(gradient.mul(call.saved(0))), slope);
    }
  }

  @Test
  void staleSavedValue() {
    assertCaught(
        elementwise(new Stale()),
        "stale_exp of [[]]: prepared step, run again: value 0, element 0 of []",
        "likely cause: a stale saved value");
  }

  /** A rule that reads what the first call of all saw. */
  @Test
  void staleSavedValueInTheRule() {
    Tensor[] saved = new Tensor[1];
    Op op =
        new Mapping(
            "cached_exp",
            x -> {
              Tensor y = x.exp();
              saved[0] = saved[0] == null ? y.copy() : saved[0];
              return y;
            },
            (x, y, g) -> g.mul(x.tape().constant(saved[0])));
    OpProperties properties =
        OpProperties.of(op).inputs(draw -> List.of(draw.tensor(Shape.of(3), Draw::any)));
    assertCaught(
        properties,
        "cached_exp of [[3]]",
        "likely cause: the gradient stays the same when the input moves: a stale saved value");
  }

  @Test
  void aRuleThatThrowsIsNamedToo() {
    Op op = new Mapping("broken", x -> x.sum(0), (x, y, g) -> g.reshape(7));
    assertCaught(onMatrices(op, 1), "broken of [[2, 2]]: gradient: failed with java.lang.Illegal");
  }
}
