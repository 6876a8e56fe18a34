package dev.loci.tasks.experiment.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts of made-up values, on either side of every boundary. */
class VerdictTest {
  private static final Threshold AT_LEAST = Threshold.atLeast(0.5);

  @Test
  void thresholdsIncludeTheirValue() {
    double above = Math.nextUp(0.5);
    double below = Math.nextDown(0.5);
    assertThat(AT_LEAST.isMetBy(0.5)).isTrue();
    assertThat(AT_LEAST.isMetBy(below)).isFalse();
    assertThat(Threshold.atMost(0.5).isMetBy(0.5)).isTrue();
    assertThat(Threshold.atMost(0.5).isMetBy(above)).isFalse();
  }

  @Test
  void whatIsNotMeasuredMeetsNothing() {
    assertThat(AT_LEAST.isMetBy(Double.NaN)).isFalse();
    assertThat(Threshold.atMost(0.5).isMetBy(Double.NaN)).isFalse();
    Evidence evidence = new Evidence("model", "graph", new double[] {Double.NaN, 1});
    assertThat(evidence.met(AT_LEAST)).isEqualTo(1);
    assertThat(evidence.statistics().mean()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5, true",
    "4, 5, true",
    "3, 5, false",
    "1, 1, true",
    "0, 1, false",
    "8, 10, true",
    "7, 10, false"
  })
  void fourSeedsOfFiveAreEnough(int met, int seeds, boolean expected) {
    assertThat(evidence(met, seeds).meets(AT_LEAST)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 4, HOLDS",
    "3, 4, PARTLY",
    "2, 4, PARTLY",
    "1, 4, DOES_NOT_HOLD",
    "0, 4, DOES_NOT_HOLD",
    "2, 3, PARTLY",
    "1, 3, DOES_NOT_HOLD",
    "1, 1, HOLDS",
    "0, 1, DOES_NOT_HOLD"
  })
  void allCasesOrHalfOfThem(int met, int cases, Verdict expected) {
    List<Evidence> all = new ArrayList<>(Collections.nCopies(met, evidence(4, 5)));
    all.addAll(Collections.nCopies(cases - met, evidence(3, 5)));
    assertThat(Verdict.of(AT_LEAST, all)).isEqualTo(expected);
  }

  @Test
  void noCasesAndNoValuesAreRefused() {
    assertThatThrownBy(() -> Verdict.of(AT_LEAST, List.of()))
        .hasMessage("verdict: there are no cases to judge by");
    assertThatThrownBy(() -> new Evidence("Mamba", "star", new double[0]))
        .hasMessage("evidence: Mamba on star has no values");
  }

  @Test
  void farBeyondIsFourTimesWhatIsAllowed() {
    assertThat(Threshold.atMost(0.5).farBeyond()).isEqualTo(2);
    assertThat(Threshold.atMost(0).farBeyond()).isInfinite();
    assertThat(AT_LEAST.farBeyond()).isInfinite();
  }

  @Test
  void thresholdsReadWell() {
    assertThat(AT_LEAST.toText()).isEqualTo("at least 0.5");
    assertThat(Threshold.atMost(0).toText()).isEqualTo("at most 0");
    assertThat(Threshold.atLeast(10).toText()).isEqualTo("at least 10");
    assertThat(Threshold.atMost(0.05).toText()).isEqualTo("at most 0.05");
  }

  private static Evidence evidence(int met, int seeds) {
    double[] values = new double[seeds];
    Arrays.fill(values, 0, met, 0.5);
    return new Evidence("model", "graph", values);
  }
}
