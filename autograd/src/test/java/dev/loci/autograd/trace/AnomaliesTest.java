package dev.loci.autograd.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Activation;
import dev.loci.tensor.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AnomaliesTest {
  private static Tape watched() {
    Tape tape = new Tape();
    tape.listen(new Anomalies());
    return tape;
  }

  private static void requireAnomaly(ThrowingCallable code, String sentence, int line) {
    assertThatThrownBy(code)
        .isInstanceOf(ArithmeticException.class)
        .hasMessageStartingWith(sentence + "; computed at AnomaliesTest.java:" + line)
        .hasMessageNotContaining("Tape.java")
        .hasMessageNotContaining("Variable.java");
  }

  /** The line of the caller. */
  private static int line() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
  }

  @Test
  void forwardItNamesTheLine() {
    Variable x = watched().variable(Tensor.of(new float[] {2, 0, 1}));
    int line = line() + 1;
    requireAnomaly(() -> x.mul(1).log().exp(), "forward: log gave -Infinity at [1] of [3]", line);
  }

  @Test
  void backwardItNamesTheForwardLine() {
    Tape tape = watched();
    Variable x = tape.variable(Tensor.of(new float[] {4, 0}));
    int line = line() + 1;
    Variable root = x.sqrt();
    Variable loss = root.sum();
    requireAnomaly(
        () -> tape.gradients(loss),
        "backward: sqrt gave its input 0 the gradient Infinity at [1] of [2]",
        line);
  }

  @Test
  void fusedOperationsHaveTheLineOfTheirCall() {
    Variable x = watched().variable(Tensor.of(new float[] {Float.MAX_VALUE, -1}, 1, 2));
    Tensor weight = Tensor.of(new float[] {2, 1}, 1, 2);
    int line = line() + 2;
    requireAnomaly(
        () -> x.linear(x.tape().constant(weight), null, Activation.IDENTITY),
        "forward: linear gave Infinity at [0, 0] of [1, 1]",
        line);
  }

  @Test
  void whatWasBadBeforeIsSaidSo() {
    Variable x = watched().variable(Tensor.of(new float[] {Float.NaN}));
    int line = line() + 2;
    requireAnomaly(
        () -> x.exp().neg(), "forward: input 0 of exp is NaN at [0] of [1] already", line);
  }

  @Test
  void aBadSeedAndABadSumAreFound() {
    Tape tape = watched();
    Tensor start = Tensor.of(new float[] {1});
    int line = line() + 1;
    Variable y = tape.variable(start).neg();
    requireAnomaly(
        () -> tape.gradients(y, Tensor.of(new float[] {Float.NaN})),
        "backward: the gradient that reaches neg is NaN at [0] of [1]",
        line);
    Tape other = watched();
    Variable x = other.variable(Tensor.of(new float[] {0.1f}));
    int sum = line() + 1;
    Variable parts = x.mul(Float.MAX_VALUE).add(x.mul(Float.MAX_VALUE));
    requireAnomaly(
        () -> other.gradients(parts, Tensor.of(new float[] {1})),
        "backward: with the part from mul the gradient of its input 0 adds up to Infinity at [0] of [1]",
        sum);
  }

  @Test
  void goodNumbersPassAndNoListenerLooks() {
    Tape tape = watched();
    Tensor x = Tensor.of(new float[] {1, 2});
    assertThat(tape.gradients(tape.variable(x).square().sum()).of(x).get(1)).isEqualTo(4);
    assertThat(new Tape().variable(Tensor.of(new float[] {0})).log().tensor().get(0))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
