package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.graph.BundledGraphs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EnergySharesTest {

  @Test
  void sharesFollowTheWeightsOfEigenvectors() {
    Spectrum star = Spectrum.of(17, Graphs.STAR.edges());
    double[][] e = star.eigenvectors();
    // 1 in the top one, 4 in the threefold Fiedler space, 1 between, 9 in the lowest.
    double[][] embeddings =
        Matrices.transposed(new double[][] {e[0], scaled(e[2], 2), e[8], scaled(e[16], 3)});
    EnergyShares shares = EnergyShares.of(star, Matrices.rotated(embeddings, 1), 1);
    assertThat(shares.top()).isCloseTo(1 / 15.0, within(1e-12));
    assertThat(shares.leading()).isCloseTo(4 / 15.0, within(1e-12));
    assertThat(shares.middle()).isCloseTo(1 / 15.0, within(1e-12));
    assertThat(shares.mostNegative()).isCloseTo(9 / 15.0, within(1e-12));
    assertThat(shares.outside()).isCloseTo(10 / 15.0, within(1e-12));
    assertThat(EnergyShares.of(star, embeddings, 99).middle()).isCloseTo(0, within(1e-12));
  }

  @Test
  void aSignThatAlternatesAlongEdgesIsAllMostNegative() {
    var women = BundledGraphs.southernWomen();
    Spectrum spectrum = Spectrum.of(32, women.forward().toPairs());
    double[] top = spectrum.eigenvectors()[0];
    double[][] alternating = new double[32][1];
    for (int u = 0; u < 32; u++) {
      alternating[u][0] = women.names().get(u).matches("E\\d+") ? top[u] : -top[u];
    }
    assertThat(EnergyShares.of(spectrum, alternating, 2).mostNegative())
        .isCloseTo(1, within(1e-12));
  }

  @Property(tries = 50)
  void sharesAddUpToOneAndIgnoreRotations(
      @ForAll Graphs graph, @ForAll @IntRange(min = 1, max = 14) int k, @ForAll long seed) {
    Spectrum spectrum = Spectrum.of(graph.n, graph.edges());
    double[][] embeddings = Matrices.gaussian(graph.n, 5, seed);
    EnergyShares shares = EnergyShares.of(spectrum, embeddings, k);
    assertThat(shares.top() + shares.leading() + shares.outside()).isCloseTo(1, within(1e-12));
    EnergyShares turned = EnergyShares.of(spectrum, Matrices.rotated(embeddings, seed), k);
    assertThat(turned.leading()).isCloseTo(shares.leading(), within(1e-12));
    assertThat(turned.mostNegative()).isCloseTo(shares.mostNegative(), within(1e-12));
  }

  @Test
  void zeroEmbeddingsHaveNoShares() {
    Spectrum cycle = Spectrum.of(15, Graphs.CYCLE.edges());
    assertThat(EnergyShares.of(cycle, new double[15][2], 2))
        .isEqualTo(new EnergyShares(0, 0, 0, 0));
  }

  private static double[] scaled(double[] v, double factor) {
    double[] result = new double[v.length];
    Vectors.add(result, factor, v);
    return result;
  }
}
