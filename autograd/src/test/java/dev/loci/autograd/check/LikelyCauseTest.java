package dev.loci.autograd.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each mistake leaves a pattern in the Jacobian, and is known by it. */
class LikelyCauseTest {
  private static final Shape TWO = Shape.of(2);
  private static final Shape SQUARE = Shape.of(2, 2);

  private static Jacobian jacobian(Shape output, Shape input, double... values) {
    return new Jacobian(output, input, values);
  }

  private static void assertCause(String words, Jacobian analytic, Jacobian numeric) {
    assertThat(new LikelyCause(LikelyCause.Evidence.of(analytic, numeric)).describe())
        .startsWith(words);
  }

  private static LikelyCause cause(
      int uses, double left, double right, boolean frozen, List<LikelyCause.Part> parts) {
    return new LikelyCause(
        new LikelyCause.Evidence(
            jacobian(TWO, TWO, 1, 0, 0, 3),
            jacobian(TWO, TWO, 2, 0, 0, 6),
            uses,
            new double[] {right, left},
            frozen,
            parts,
            new double[] {1, 3}));
  }

  @Test
  void theOppositeIsAWrongSign() {
    assertCause("wrong sign", jacobian(TWO, TWO, 1, 2, 0, -3), jacobian(TWO, TWO, -1, -2, 0, 3));
  }

  @Test
  void aConstantRatioIsAFactor() {
    assertCause(
        "missing or extra factor: the numeric gradient is 0.3000 times the analytic one",
        jacobian(TWO, TWO, 1, 2, 0, -3),
        jacobian(TWO, TWO, 0.3, 0.6, 0, -0.9));
    assertCause("missing factor 2", jacobian(TWO, TWO, 1, 2, 0, 3), jacobian(TWO, TWO, 2, 4, 0, 6));
  }

  @Test
  void oneElementAloneShowsOnlySimpleFactors() {
    Shape one = Shape.SCALAR;
    assertCause("missing or extra factor", jacobian(one, one, 1), jacobian(one, one, 3));
    assertCause("none of the usual ones fits", jacobian(one, one, 1), jacobian(one, one, 2.7182));
  }

  @Test
  void oneOfEqualUsesIsADroppedAccumulation() {
    assertThat(cause(2, 0, 0, false, List.of()).describe())
        .isEqualTo("dropped accumulation: the input is used 2 times, and only one is counted");
  }

  @Test
  void aMissingPartIsNamed() {
    List<LikelyCause.Part> parts =
        List.of(
            new LikelyCause.Part("sin", new double[] {1, 3}),
            new LikelyCause.Part("mul", new double[] {5, -2}));
    assertThat(cause(1, 0, 0, false, parts).describe())
        .isEqualTo("dropped accumulation: of 2 uses of the input the part through mul is missing");
  }

  @Test
  void nothingIsADetachedBranch() {
    assertCause("zero gradient", jacobian(TWO, TWO, 0, 0, 0, 0), jacobian(TWO, TWO, 1, 0, 0, 1));
  }

  @Test
  void aGradientThatDoesNotFollowIsStale() {
    assertThat(cause(1, 0, 0, true, List.of()).describe())
        .isEqualTo("the gradient stays the same when the input moves: a stale saved value");
  }

  @Test
  void differentSlopesAreAKink() {
    assertThat(cause(1, 0, 1, false, List.of()).describe())
        .isEqualTo(
            "a kink or jump near the point: the slope is 0.000 to the left and 1.000 to"
                + " the right");
  }

  @Test
  void oneSliceOrTheMeanIsAMissingUnbroadcast() {
    Shape input = TWO; // added to each row of a matrix
    Jacobian sum = jacobian(SQUARE, input, 1, 0, 0, 1, 1, 0, 0, 1);
    assertCause(
        "missing un-broadcast: only slice 0 of 2 of the output's axis 0",
        jacobian(SQUARE, input, 1, 0, 0, 1, 0, 0, 0, 0),
        sum);
    assertCause(
        "missing un-broadcast: the 2 slices of the output's axis 0 are averaged",
        jacobian(SQUARE, input, 0.5, 0, 0, 0.5, 0.5, 0, 0, 0.5),
        sum);
  }

  @Test
  void swappedAxesAreATransposedOperand() {
    Jacobian right = jacobian(TWO, TWO, 1, 2, 3, 4);
    assertCause(
        "transposed operand: it fits with output axis 0 and input axis 0 swapped",
        jacobian(TWO, TWO, 1, 3, 2, 4),
        right);
  }

  @Test
  void anotherIndependentAxisIsAWrongReduction() {
    Jacobian columns = jacobian(TWO, SQUARE, 1, 0, 1, 0, 0, 1, 0, 1); // sums over axis 0
    Jacobian rows = jacobian(TWO, SQUARE, 1, 1, 0, 0, 0, 0, 1, 1);
    assertCause(
        "wrong reduction axis: the function keeps positions along input axis 1 apart,"
            + " the rule those along axis 0",
        rows,
        columns);
  }

  @Test
  void zerosElsewhereAreAnotherMask() {
    assertCause(
        "another mask than the function's, perhaps off by one: the rule drops input element [1]"
            + " for output element [1]",
        jacobian(TWO, TWO, 1.5, 0, 2.5, 0),
        jacobian(TWO, TWO, 1.5, 0, 2.5, 0.7));
    assertCause(
        "another mask than the function's, perhaps off by one: the rule lets through",
        jacobian(TWO, TWO, 1.5, 0.1, 2.5, 0.7),
        jacobian(TWO, TWO, 1.5, 0, 2.5, 0.7));
  }

  @Test
  void valuesThatAreNotFiniteAreSaidToBe() {
    assertCause(
        "NaN or infinity", jacobian(TWO, TWO, 1, 0, 0, Double.NaN), jacobian(TWO, TWO, 1, 0, 0, 1));
  }
}
