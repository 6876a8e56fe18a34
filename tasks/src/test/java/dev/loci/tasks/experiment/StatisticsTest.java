package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void onlyWhatIsDefinedCounts() {
    Statistics some = Statistics.of(1, Double.NaN, 3);
    assertThat(some.mean()).isEqualTo(2);
    assertThat(some.std()).isEqualTo(Math.sqrt(2));
    assertThat(some.max()).isEqualTo(3);
    assertThat(some.toText(1)).isEqualTo("2.0 ± 1.4 (2 of 3)");
    assertThat(Json.MAPPER.valueToTree(some).get("values").toString()).isEqualTo("[1.0,null,3.0]");
  }

  @Test
  void spreadTakesTwo() {
    assertThat(Statistics.of(0.5).toText(2)).isEqualTo("0.50");
    assertThat(Statistics.of(0.5, Double.NaN).toText(2)).isEqualTo("0.50 (1 of 2)");
    assertThat(Statistics.of(0.5, 0.5).toText(2)).isEqualTo("0.50 ± 0.00");
    assertThat(Statistics.of(Double.NaN, Double.POSITIVE_INFINITY).toText(2)).isEqualTo("–");
  }

  @Test
  void zeroHasNoSign() {
    assertThat(Text.number(-0.0004, 3)).isEqualTo("0.000");
    assertThat(Text.number(-0.4, 0)).isEqualTo("0");
    assertThat(Text.number(-0.0006, 3)).isEqualTo("-0.001");
  }

  @Test
  void seedsInARowAreARange() {
    assertThat(Text.seeds(7)).isEqualTo("7");
    assertThat(Text.seeds(7, 8)).isEqualTo("7, 8");
    assertThat(Text.seeds(7, 8, 9)).isEqualTo("7 to 9");
    assertThat(Text.seeds(7, 9, 10)).isEqualTo("7, 9, 10");
  }
}
