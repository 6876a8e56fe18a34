package dev.loci.tasks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void theFrontNodeCarriesTheNumbersOfThoseItCovers() {
    double[] x = {0, 10, 1, 0.5};
    double[] y = {0, 0, 1, 0};
    int[][] groups = Labels.groups(new int[] {2, 1, 0, 3}, x, y, new double[] {4, 4, 4, 4});
    assertThat(groups).isDeepEqualTo(new int[][] {{}, {1}, {0, 2, 3}, {}});
  }

  @Test
  void aRadiusApartIsApart() {
    int[][] groups =
        Labels.groups(
            new int[] {0, 1}, new double[] {0, 4}, new double[] {0, 0}, new double[] {4, 4});
    assertThat(groups).isDeepEqualTo(new int[][] {{0}, {1}});
  }

  @Test
  void coveringDoesNotChain() {
    double[] x = {0, 3, 6};
    double[] none = new double[3];
    int[][] groups = Labels.groups(new int[] {0, 1, 2}, x, none, new double[] {4, 4, 4});
    assertThat(groups).isDeepEqualTo(new int[][] {{0, 1}, {}, {2}});
  }

  @Test
  void runsOfThreeAreJoinedAndLongListsEnd() {
    assertThat(Labels.of(new int[] {})).isEmpty();
    assertThat(Labels.of(new int[] {7})).isEqualTo("7");
    assertThat(Labels.of(new int[] {7, 8})).isEqualTo("7, 8");
    assertThat(Labels.of(new int[] {7, 14})).isEqualTo("7, 14");
    assertThat(Labels.of(new int[] {12, 13, 14, 15})).isEqualTo("12–15");
    assertThat(Labels.of(new int[] {0, 1, 2, 5})).isEqualTo("0–2, 5");
    assertThat(Labels.of(IntStream.range(0, 7).map(i -> 2 * i).toArray()))
        .isEqualTo("0, 2, 4, 6 +3");
  }
}
