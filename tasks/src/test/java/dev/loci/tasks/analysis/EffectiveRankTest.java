package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EffectiveRankTest {

  @Property(tries = 50)
  void equalDirectionsCountFully(
      @ForAll @IntRange(min = 1, max = 6) int rank, @ForAll @IntRange(max = 5) int more) {
    double[][] matrix = new double[rank + more][rank + 2];
    for (int i = 0; i < rank; i++) {
      matrix[i][i] = 3;
    }
    assertThat(EffectiveRank.of(Matrices.rotated(matrix, rank))).isCloseTo(rank, within(1e-9));
  }

  @Test
  void smallDirectionsCountForLess() {
    double[][] matrix = {{3, 0}, {0, 1}};
    double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
    assertThat(EffectiveRank.of(matrix)).isCloseTo(Math.exp(entropy), within(1e-12));
    assertThat(EffectiveRank.of(new double[2][3])).isZero();
  }
}
