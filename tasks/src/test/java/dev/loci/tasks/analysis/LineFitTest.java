package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LineFitTest {
  @Test
  void pointsOnALine() {
    LineFit fit = LineFit.of(new double[] {1, 2, 5}, new double[] {5, 7, 13});
    assertThat(fit.slope()).isCloseTo(2, within(1e-12));
    assertThat(fit.intercept()).isCloseTo(3, within(1e-12));
    assertThat(fit.r2()).isCloseTo(1, within(1e-12));
  }

  /** Sums of squares 5 and products 4 about the means of 1.5, worked out by hand. */
  @Test
  void pointsBesideALine() {
    LineFit fit = LineFit.of(new double[] {0, 1, 2, 3}, new double[] {0, 2, 1, 3});
    assertThat(fit.slope()).isCloseTo(0.8, within(1e-12));
    assertThat(fit.intercept()).isCloseTo(0.3, within(1e-12));
    assertThat(fit.r2()).isCloseTo(0.64, within(1e-12));
  }

  @Test
  void whatIsNotDefinedIsLeftOut() {
    LineFit fit = LineFit.of(new double[] {1, 2, 3, 5}, new double[] {5, 7, Double.NaN, 13});
    assertThat(fit.slope()).isCloseTo(2, within(1e-12));
    assertThat(LineFit.of(new double[] {1, 2}, new double[] {4, Double.NaN}).slope()).isNaN();
    assertThat(LineFit.of(new double[] {1, 2}, new double[] {4, 4}).r2()).isNaN();
    assertThat(LineFit.of(new double[] {1, 2}, new double[] {4, 4}).slope()).isZero();
    assertThat(LineFit.of(new double[0], new double[0]).slope()).isNaN();
  }

  @Test
  void everyPlaceHasOneValue() {
    assertThatThrownBy(() -> LineFit.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line fit: 2 places of 3 values");
  }
}
