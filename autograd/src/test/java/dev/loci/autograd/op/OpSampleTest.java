package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Op;
import dev.loci.autograd.testkit.Draw;
import dev.loci.autograd.testkit.OpCase;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link OpDerivativeProperties} checks on random cases, on a few fixed ones of each operation
 * by itself: quick enough to be run for every mutant, and with the same result every time.
 */
class OpSampleTest {
  private static final int CASES = 25;

  static List<Class<? extends Op>> ops() {
    return Ops.all().stream()
        .filter(op -> !Op.NonDifferentiable.class.isAssignableFrom(op))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("ops")
  void hasEveryPropertyOfTheKit(Class<? extends Op> op) {
    OpCheck check = new OpCheck(Set.of(op));
    Function<Draw, OpCase> generator = OpCases.generator(op);
    for (int seed = 0; seed < CASES; seed++) {
      check.check(generator.apply(Draw.of(seed)));
    }
    assertThat(check.gaps(List.of(op))).isEmpty();
  }
}
