package dev.loci.tasks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ReportProperties {
  @Property
  void thinningKeepsTheStartTheEndAndTheOrder(
      @ForAll @IntRange(min = 1, max = 5000) int count,
      @ForAll @IntRange(min = 61, max = 400) int limit) {
    int[] kept = Thinning.indices(count, limit);
    assertThat(kept)
        .hasSize(Math.min(count, limit))
        .doesNotHaveDuplicates()
        .isSorted()
        .endsWith(count - 1);
    assertThat(kept).startsWith(IntStream.range(0, Math.min(count, Thinning.HEAD)).toArray());
  }

  @Property
  void thinningKeepsWhatItIsAskedToKeep(
      @ForAll @IntRange(min = 1, max = 5000) int count,
      @ForAll @IntRange(min = 61, max = 400) int limit,
      @ForAll @IntRange(max = 4999) int always) {
    Assume.that(always < count);
    int[] kept = Thinning.indicesWith(always, count, limit);
    assertThat(kept)
        .contains(always)
        .contains(Thinning.indices(count, limit))
        .hasSizeLessThanOrEqualTo(limit + 1)
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Property
  void aScaleCoversItsValuesWithFewTicks(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double a,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double b) {
    Assume.that(Math.abs(a - b) > 1e-3);
    Scale scale = Scale.covering(DoubleStream.of(a, Double.NaN, b), 5);
    assertThat(scale.position(a)).isBetween(-1e-9, 1 + 1e-9);
    assertThat(scale.position(b)).isBetween(-1e-9, 1 + 1e-9);
    double[] ticks = scale.ticks();
    assertThat(ticks).hasSizeBetween(3, 8);
    assertThat(scale.position(ticks[0])).isCloseTo(0, within(1e-9));
    assertThat(scale.position(ticks[ticks.length - 1])).isCloseTo(1, within(1e-9));
    assertThat(DoubleStream.of(ticks).mapToObj(scale::label)).doesNotHaveDuplicates();
  }

  @Property
  void roundingKeepsFourDigits(@ForAll @DoubleRange(min = -1e9, max = 1e9) double value) {
    assertThat(ReportJson.round(value, 4)).isCloseTo(value, within(Math.abs(value) * 5.001e-4));
  }
}
