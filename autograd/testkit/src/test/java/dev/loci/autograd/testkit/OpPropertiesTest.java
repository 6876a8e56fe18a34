package dev.loci.autograd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.TensorFunction;
import dev.loci.autograd.check.GradCheck;
import dev.loci.autograd.op.Mul;
import dev.loci.autograd.op.Sum;
import dev.loci.autograd.op.Tanh;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpPropertiesTest {

  @Test
  void acceptsRightOperationsAndSaysWhatWasLookedAt() {
    OpProperties.Report report = OpProperties.of(new Tanh()).elementwise(Draw::any).check();
    assertThat(report.cases()).isEqualTo(100);
    assertThat(report.elements().keySet()).doesNotContain(OpProperty.DEFINITION).hasSize(6);
    assertThat(report.elements().values()).allMatch(n -> n > 50);
    OpProperties.of(new Mul()).elementwise(Draw::any, Draw::any).tries(50).seed(7).check();
    OpProperties.of(draw ->
            OpCase.of(
                new Sum(draw.oneIn(2), draw.axis(3)), draw.tensor(draw.shape(3, 3), Draw::any)))
        .tries(50)
        .check();
  }

  @Test
  void theSameSeedDrawsTheSame() {
    Draw one = Draw.of(5);
    Draw other = Draw.of(5);
    for (int i = 0; i < 20; i++) {
      Shape shape = one.shape(0, 3);
      assertThat(other.shape(0, 3)).isEqualTo(shape);
      assertThat(other.tensor(shape, Draw::any).toDoubleArray())
          .isEqualTo(one.tensor(shape, Draw::any).toDoubleArray());
    }
  }

  @Test
  void drawsTheSmallAndTheOdd() {
    Set<Integer> ranks = new HashSet<>();
    boolean empty = false;
    boolean strided = false;
    for (int seed = 0; seed < 300; seed++) {
      Draw draw = Draw.of(seed);
      Tensor x = draw.tensor(draw.shape(0, 3), Draw::nonZero);
      ranks.add(x.rank());
      empty |= x.size() == 0;
      strided |= !x.isContiguous();
      assertThat(Arrays.stream(x.toDoubleArray()))
          .allMatch(v -> Math.abs(v) >= 0.4 && Math.abs(v) <= 2.5);
    }
    assertThat(ranks).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(empty).isTrue();
    assertThat(strided).isTrue();
  }

  @Test
  void broadcastableShapesBroadcast() {
    for (int seed = 0; seed < 200; seed++) {
      Shape[] shapes = Draw.of(seed).broadcastable(2, 3);
      assertThat(Shape.broadcast(shapes[0], shapes[1])).isNotNull(); // throws if they don't
    }
  }

  /** The inverse of a matrix whose diagonal outweighs its rows by 1/2 is below 2. */
  @Test
  void wellConditionedMatricesAre() {
    for (int seed = 0; seed < 50; seed++) {
      Tensor m = Draw.of(seed).wellConditioned(4);
      for (int i = 0; i < 4; i++) {
        double[] row = m.select(0, i).toDoubleArray();
        double rest = Arrays.stream(row).map(Math::abs).sum() - Math.abs(row[i]);
        assertThat(row[i] - rest).isGreaterThan(0.5);
      }
    }
  }

  @Test
  void randomExpressionsHaveRightGradients() {
    for (int seed = 0; seed < 60; seed++) {
      Draw draw = Draw.of(seed);
      int inputs = draw.between(1, 3);
      TensorFunction expression = Expressions.draw(draw, inputs, draw.between(1, 8));
      Tensor[] tensors =
          Arrays.stream(Expressions.shapes(draw, inputs))
              .map(shape -> draw.tensor(shape, Draw::any))
              .toArray(Tensor[]::new);
      GradCheck.ofOrder(2).named("expression " + seed).check(expression, tensors);
    }
  }

  @Test
  void shrinksEachChoiceAsFarAsItStillFails() {
    AssertionError first = new AssertionError("7, 9, 4");
    Shrinker shrinker =
        new Shrinker(
            100,
            attempt -> {
              int[] c = attempt.choices();
              return c[0] >= 3 && c[2] >= 1 ? new AssertionError(Arrays.toString(c)) : null;
            });
    assertThat(shrinker.shrink(new int[] {7, 9, 4}, first)).hasMessage("[3, 0, 1]");
    Shrinker tired = new Shrinker(0, attempt -> new AssertionError("never"));
    assertThat(tired.shrink(new int[] {7}, first)).isEqualTo(first);
  }

  @Test
  void anImpossibleCaseIsNoSmallerFailure() {
    OpProperties properties =
        OpProperties.of(draw -> {
          int n = draw.between(0, 9);
          if (n < 4) {
            throw new IllegalArgumentException("too small");
          }
          return OpCase.of(new Sum(false, 3), Tensor.of(new double[n], n));
        });
    long large = 0;
    while (Draw.of(large).between(0, 9) < 6) {
      large++;
    }
    assertThatThrownBy(properties.seed(large)::check).hasMessageContaining("sum of [[4]]: ");
  }
}
