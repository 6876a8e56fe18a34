package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpearmanTest {

  @Test
  void ranksStartAtOneAndTiesShareTheirMean() {
    assertThat(Spearman.ranks(new double[] {30, 10, 20})).containsExactly(3, 1, 2);
    assertThat(Spearman.ranks(new double[] {5, 1, 5, 2, 5})).containsExactly(4, 1, 4, 2, 4);
    assertThat(Spearman.ranks(new double[] {0.0, -0.0})).containsExactly(1.5, 1.5);
    assertThat(Spearman.ranks(new double[] {})).isEmpty();
  }

  @Test
  void withoutTiesItIsTheClassicFormula() {
    // 1 - 6 Σd² / (n (n² - 1)) with rank differences 1, -1, 1, -1, 0.
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {20, 10, 40, 30, 50};
    assertThat(Spearman.correlation(x, y)).isCloseTo(1 - 6 * 4 / 120.0, within(1e-15));
  }

  @Test
  void withTiesItIsPearsonOfTheAverageRanks() {
    // Ranks 1.5, 1.5, 3, 4 and 1, 2, 3.5, 3.5: Σxy = 4, Σxx = Σyy = 4.5 about the mean 2.5.
    double[] x = {7, 7, 8, 9};
    double[] y = {1, 2, 3, 3};
    assertThat(Spearman.correlation(x, y)).isCloseTo(4 / 4.5, within(1e-15));
  }

  @Test
  void infinitiesRankLikeOtherValues() {
    double[] x = {Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY};
    assertThat(Spearman.correlation(x, new double[] {3, 2, 1})).isEqualTo(-1);
  }

  @Test
  void isNaNWhereItIsUndefined() {
    assertThat(Spearman.correlation(new double[] {}, new double[] {})).isNaN();
    assertThat(Spearman.correlation(new double[] {1}, new double[] {2})).isNaN();
    assertThat(Spearman.correlation(new double[] {1, 1, 1}, new double[] {1, 2, 3})).isNaN();
  }

  @Test
  void refusesNaNAndUnequalLengths() {
    assertThatThrownBy(() -> Spearman.correlation(new double[] {1, Double.NaN}, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("spearman: value 1 is NaN");
    assertThatThrownBy(() -> Spearman.correlation(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("spearman: 2 values against 3 values");
  }
}
