package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecompositionTest {
  private static final double HALF_ROOT = StrictMath.sqrt(0.5);

  @Test
  void ofEntriesEqualUpToRoundingTheFirstIsPositive() {
    // The second eigenvector is (1, -1) with a second entry that is larger by 5e-10.
    Decomposition eigen = Decomposition.eigen(new double[][] {{1e-9, 1}, {1, 0}});
    assertThat(eigen.values()).usingComparatorWithPrecision(1e-8).containsExactly(1, -1);
    double[][] expected = {{HALF_ROOT, HALF_ROOT}, {HALF_ROOT, -HALF_ROOT}};
    assertThat(Matrices.maxDifference(eigen.vectors(), expected)).isLessThan(1e-8);
  }

  @Test
  void theLargestEntryDecidesTheSign() {
    Decomposition svd = Decomposition.singular(new double[][] {{3, -4}, {-6, 8}});
    assertThat(svd.values())
        .usingComparatorWithPrecision(1e-14)
        .containsExactly(StrictMath.sqrt(125), 0);
    double[][] expected = {{-.6, .8}, {.8, .6}};
    assertThat(Matrices.maxDifference(svd.vectors(), expected)).isLessThan(1e-14);
  }
}
