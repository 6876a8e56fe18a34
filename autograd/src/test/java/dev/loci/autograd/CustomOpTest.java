package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.loci.autograd.check.GradCheck;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations as a user writes them, without a kernel. */
class CustomOpTest {
  private final Tensor x = Tensor.of(new double[] {0.5, -1, 2, 3, 0, -0.25}, 2, 3);

  /** The example of {@link CustomOp}. */
  private record Swish(double beta) implements CustomOp {
    @Override
    public String name() {
      return "swish";
    }

    @Override
    public Tensor forward(List<Tensor> inputs) {
      return inputs.get(0).mul(inputs.get(0).mul(beta).sigmoid());
    }

    @Override
    public Variable[] vjp(Call call, Variable gradient) {
      Variable s = call.input(0).mul(beta).sigmoid();
      Variable slope = s.add(call.output().mul(beta).mul(s.neg().add(1)));
      return new Variable[] {gradient.mul(slope)};
    }
  }

  /** The squared distances of rows to a point: another shape, and a broadcast input. */
  private record Distances() implements CustomOp {
    @Override
    public String name() {
      return "distances";
    }

    @Override
    public Shape shape(List<Tensor> inputs) {
      return inputs.get(0).shape().remove(-1);
    }

    @Override
    public Tensor forward(List<Tensor> inputs) {
      return inputs.get(0).sub(inputs.get(1)).square().sum(-1);
    }

    @Override
    public Variable[] vjp(Call call, Variable gradient) {
      Variable difference = call.input(0).sub(call.input(1));
      Shape column = call.output().tensor().shape().append(Shape.of(1));
      Variable byX = difference.mul(gradient.reshape(column)).mul(2);
      return new Variable[] {byX, byX.neg()};
    }
  }

  @Test
  void derivativesOfAnyOrder() {
    GradCheck.ofOrder(3).check(v -> v.get(0).tape().apply(new Swish(1.5), v.get(0)), x);
    Tensor point = Tensor.of(new double[] {1, 2, 0.5});
    GradCheck.ofOrder(2)
        .check(v -> v.get(0).tape().apply(new Distances(), v.get(0), v.get(1)).square(), x, point);
    GradCheck.ofOrder(2).check(v -> v.get(0).tape().apply(new Swish(1), v.get(0)), x.transpose());
  }

  @Test
  void isReplayed() {
    Tensor[] kept = {x};
    Replay replay =
        new Replay(recorder -> {
          kept[0] = gradient(recorder.tape());
          recorder.keep(kept[0]);
        });
    for (int round = 0; round < 6; round++) {
      x.fill(0.3 * round);
      replay.run(0);
      assertThat(kept[0].toDoubleArray()).isEqualTo(gradient(new Tape()).toDoubleArray());
    }
  }

  private Tensor gradient(Tape tape) {
    Variable y = tape.apply(new Swish(2), tape.variable(x).mul(3));
    return tape.gradients(y.square().sum()).of(x);
  }

  @Test
  void listenersSeeIt() {
    Tape tape = new Tape();
    StringBuilder seen = new StringBuilder();
    tape.listen(
        new TapeListener() {
          @Override
          public void before(String op, boolean backward) {
            seen.append(op).append(backward ? "' " : " ");
          }
        });
    Variable y = tape.apply(new Swish(1), tape.variable(x)).sum();
    assertThat(seen.toString()).isEqualTo("swish sum ");
    tape.gradients(y);
    assertThat(seen.toString()).contains("swish' ");
  }

  /** The value has one element for each row, which nobody declared. */
  private record Undeclared() implements CustomOp {
    @Override
    public String name() {
      return "undeclared";
    }

    @Override
    public Tensor forward(List<Tensor> inputs) {
      return inputs.get(0).sum(-1);
    }

    @Override
    public Variable[] vjp(Call call, Variable gradient) {
      return new Variable[] {gradient};
    }
  }

  @Test
  void aValueOfAnotherShapeIsRefused() {
    Tape tape = new Tape();
    assertThatIllegalStateException()
        .isThrownBy(() -> tape.apply(new Undeclared(), tape.variable(x)))
        .withMessage(
            "undeclared: forward gives float64 [2], but the declared output is float64 [2, 3]");
  }
}
