package dev.loci.autograd.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The twin and the engine agree. */
class TwinProperties {
  private static final double TOLERANCE = 1e-12;

  /** What is left of terms around 1 that cancel. */
  private static final double ROUNDING = 1e-15;

  @Property(tries = 2000)
  void givesTheGradientsOfTheEngine(@ForAll("graphs") TwinGraph graph) {
    var expected = graph.byEngine();
    var actual = graph.byTwin();
    mostly("a value is used more than once", graph.shares());
    mostly("a second derivative is not zero", Arrays.stream(expected.get(1)).anyMatch(g -> g != 0));
    for (int order = 1; order <= 2; order++) {
      agree("order " + order, actual.get(order - 1), expected.get(order - 1));
    }
  }

  /** Makes sure that graphs are of interest more often than not. */
  private static void mostly(String what, boolean holds) {
    Statistics.label(what)
        .collect(holds)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 50));
  }

  private static void agree(String what, double[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(actual[i] - expected[i]);
      assertThat(error)
          .as("%s by leaf %d: %s, by the engine %s", what, i, actual[i], expected[i])
          .isLessThanOrEqualTo(TOLERANCE * Math.abs(expected[i]) + ROUNDING);
    }
  }

  @Provide
  Arbitrary<TwinGraph> graphs() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 999);
    Arbitrary<TwinGraph.Step> step =
        Combinators.combine(number, number, number).as(TwinGraph.Step::new);
    Arbitrary<Double> leaf = Arbitraries.doubles().between(-2, 2).ofScale(3);
    return Combinators.combine(
            leaf.list().ofMinSize(1).ofMaxSize(4), step.list().ofMinSize(1).ofMaxSize(15))
        .as(TwinGraph::new);
  }
}
