package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What operations refuse, and what they say then. */
class OpErrorsTest {
  private final Tape tape = new Tape();

  private Variable zeros(int... shape) {
    return tape.variable(Tensor.zeros(DType.FLOAT64, Shape.of(shape)));
  }

  private Variable float32(int... shape) {
    return tape.variable(Tensor.zeros(shape));
  }

  private static void assertRefused(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void shapesThatDoNotFit() {
    assertRefused(
        "add: shapes [2, 3] and [4] do not broadcast (3 against 4)",
        () -> zeros(2, 3).add(zeros(4)));
    assertRefused(
        "matmul: inner dimensions differ: [2, 3] x [4, 5] (3 != 4)",
        () -> zeros(2, 3).matmul(zeros(4, 5)));
    assertRefused("sum_to: [2, 3] is not a broadcast of [2]", () -> zeros(2, 3).sumTo(Shape.of(2)));
    assertRefused("sum_to: [3] is not a broadcast of [1, 3]", () -> zeros(3).sumTo(Shape.of(1, 3)));
    assertRefused("axis -2 is out of range for shape [3]", () -> zeros(3).transpose());
  }

  @Test
  void elementTypesThatDiffer() {
    assertRefused("mul: element types differ: float64 and float32", () -> zeros(2).mul(float32(2)));
    assertRefused(
        "layer_norm: element types differ: float64 and float32",
        () -> zeros(2, 3).layerNorm(zeros(3), float32(3), 1e-5));
    assertRefused(
        "causal_attention: element types differ: float32 and float64",
        () -> float32(1, 2, 4).causalAttention(zeros(1, 2, 4), float32(1, 2, 4), 2, 1));
  }

  @Test
  void int32WhereFloatsAreNeeded() {
    Variable counts = tape.constant(Tensor.zeros(DType.INT32, Shape.of(1, 2, 4)));
    assertRefused(
        "causal_attention: not defined for int32",
        () -> counts.causalAttention(counts, counts, 2, 1));
    assertRefused(
        "cross_entropy: not defined for int32",
        () -> counts.crossEntropy(Tensor.zeros(DType.INT32, Shape.of(1, 2))));
  }

  @Test
  void linear() {
    assertRefused(
        "linear: a weight of [4, 2] does not map rows of [2, 3]",
        () -> zeros(2, 3).linear(zeros(4, 2), null, Activation.GELU));
    assertRefused(
        "linear: a weight of [3] does not map rows of [2, 3]",
        () -> zeros(2, 3).linear(zeros(3), null, Activation.GELU));
    assertRefused(
        "linear: a weight of [4, 3] does not map rows of [3]",
        () -> zeros(3).linear(zeros(4, 3), null, Activation.GELU));
    assertRefused(
        "linear: a bias of [3] does not fit a weight of [4, 3]",
        () -> zeros(2, 3).linear(zeros(4, 3), zeros(3), Activation.IDENTITY));
    assertRefused(
        "linear: a bias of [4, 1] does not fit a weight of [4, 3]",
        () -> zeros(2, 3).linear(zeros(4, 3), zeros(4, 1), Activation.IDENTITY));
    assertRefused(
        "linear: element types differ: float64 and float32",
        () -> zeros(2, 3).linear(zeros(4, 3), float32(4), Activation.IDENTITY));
    Variable counts = tape.constant(Tensor.zeros(DType.INT32, Shape.of(3, 3)));
    assertRefused(
        "linear: not defined for int32", () -> counts.linear(counts, null, Activation.IDENTITY));
  }

  @Test
  void layerNorm() {
    assertRefused(
        "layer_norm: gain and bias of shapes [3] and [4] do not fit [2, 3]",
        () -> zeros(2, 3).layerNorm(zeros(3), zeros(4), 1e-5));
    assertRefused(
        "layer_norm: gain and bias of shapes [0] and [0] do not fit [2, 0]",
        () -> zeros(2, 0).layerNorm(zeros(0), zeros(0), 1e-5));
  }

  @Test
  void causalAttention() {
    Variable q = zeros(1, 2, 4);
    assertRefused(
        "causal_attention: queries [1, 2, 4], keys [1, 3, 4] and values [1, 2, 4] do not fit"
            + " 2 heads",
        () -> q.causalAttention(zeros(1, 3, 4), q, 2, 1));
    assertRefused(
        "causal_attention: queries [1, 2, 4], keys [1, 2, 4] and values [1, 2, 4] do not fit"
            + " 3 heads",
        () -> q.causalAttention(q, q, 3, 1));
    assertRefused(
        "causal_attention: queries [1, 2, 4], keys [1, 2, 4] and values [1, 2, 4] do not fit"
            + " 0 heads",
        () -> q.causalAttention(q, q, 0, 1));
    Variable none = zeros(1, 0, 4);
    assertRefused(
        "causal_attention: there is no position in [1, 0, 4]",
        () -> none.causalAttention(none, none, 2, 1));
  }

  @Test
  void crossEntropy() {
    Variable x = zeros(2, 3);
    assertRefused(
        "cross_entropy: int32 labels of shape [3] are not one int32 for each row of [2, 3]",
        () -> x.crossEntropy(Tensor.of(new int[] {0, 1, 2})));
    assertRefused(
        "cross_entropy: float32 labels of shape [2] are not one int32 for each row of [2, 3]",
        () -> x.crossEntropy(Tensor.ones(2)));
    assertRefused(
        "cross_entropy: none of the 2 rows has a label",
        () -> x.crossEntropy(Tensor.of(new int[] {-1, -1})));
    assertRefused(
        "cross_entropy: there is no row in shape [2, 0]",
        () -> zeros(2, 0).crossEntropy(Tensor.of(new int[] {0, 0})));
  }

  @Test
  void setCrossEntropy() {
    Tensor one = Tensor.of(new int[] {0});
    Tensor ends = Tensor.of(new int[] {0, 1});
    assertRefused(
        "set_cross_entropy: int32 sets of shape [1] are not one int32 for each row of [2, 3]",
        () -> zeros(2, 3).setCrossEntropy(one, ends, one));
    assertRefused(
        "set_cross_entropy: offsets float32 [2] and labels int32 [1] are not lists of int32",
        () -> zeros(1, 3).setCrossEntropy(one, Tensor.ones(2), one));
    assertRefused(
        "set_cross_entropy: offsets from 0 to 2 do not divide 1 labels",
        () -> zeros(1, 3).setCrossEntropy(one, Tensor.of(new int[] {0, 2}), one));
    assertRefused(
        "set_cross_entropy: offsets 1 and 2 descend, from 2 to 1",
        () -> zeros(1, 3).setCrossEntropy(one, Tensor.of(new int[] {0, 2, 1}), one));
    assertRefused(
        "set_cross_entropy: there is no row in shape [0, 0]",
        () -> zeros(0, 0).setCrossEntropy(Tensor.of(new int[0]), ends, one));
  }

  @Test
  void idsOutOfRange() {
    assertOutOfRange(
        "set_cross_entropy: labels[1] is 3, out of range for 3 logits",
        () ->
            zeros(1, 3)
                .setCrossEntropy(
                    Tensor.of(new int[] {0}),
                    Tensor.of(new int[] {0, 2}),
                    Tensor.of(new int[] {1, 3})));
    assertOutOfRange(
        "set_cross_entropy: set 1 of row 0 is out of range for 1 sets",
        () ->
            zeros(1, 3)
                .setCrossEntropy(
                    Tensor.of(new int[] {1}),
                    Tensor.of(new int[] {0, 1}),
                    Tensor.of(new int[] {0})));
    assertOutOfRange(
        "cross_entropy: label 3 of row 1 is out of range for 3 logits",
        () -> zeros(2, 3).crossEntropy(Tensor.of(new int[] {0, 3})));
    assertOutOfRange(
        "cross_entropy: label -2 of row 1 is out of range for 3 logits",
        () -> zeros(2, 3).crossEntropy(Tensor.of(new int[] {0, -2})));
    assertOutOfRange(
        "gather: id 2 is out of range for an extent of 2 in shape [2, 3]",
        () -> zeros(2, 3).gather(Tensor.of(new int[] {0, 2})));
  }

  private static void assertOutOfRange(String message, ThrowingCallable call) {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(call)
        .withMessage(message);
  }
}
