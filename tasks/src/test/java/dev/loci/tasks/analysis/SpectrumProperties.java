package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.analysis.Spectrum.Eigenspace;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SpectrumProperties {

  @Property(tries = 100)
  void energiesAddUpToOne(
      @ForAll Graphs graph, @ForAll @IntRange(min = 1, max = 40) int width, @ForAll long seed) {
    List<Eigenspace> energies = energies(graph, Matrices.gaussian(graph.n, width, seed));
    assertThat(energies.stream().mapToDouble(Eigenspace::share).sum()).isCloseTo(1, within(1e-12));
    assertThat(energies.stream().mapToInt(Eigenspace::multiplicity).sum()).isEqualTo(graph.n);
  }

  @Property(tries = 100)
  void energiesIgnoreRotationsAndScalingOfTheEmbeddingSpace(
      @ForAll Graphs graph, @ForAll @IntRange(min = 1, max = 20) int width, @ForAll long seed) {
    double[][] embeddings = Matrices.gaussian(graph.n, width, seed);
    double[][] moved = Matrices.rotated(embeddings, seed + 1);
    for (double[] row : moved) {
      for (int j = 0; j < width; j++) {
        row[j] *= 7;
      }
    }
    assertSame(energies(graph, moved), energies(graph, embeddings));
  }

  /** A rotation inside one eigenspace moves single projections, but not the energy of the space. */
  @Property(tries = 100)
  void energiesIgnoreRotationsInsideAnEigenspace(@ForAll long seed) {
    Spectrum star = Spectrum.of(17, Graphs.STAR.edges());
    double[][] embeddings = Matrices.gaussian(17, 5, seed);
    double[][] coefficients = Matrices.product(star.eigenvectors(), embeddings);
    double[][] space = {coefficients[1], coefficients[2], coefficients[3]};
    double[][] turned = Matrices.transposed(Matrices.rotated(Matrices.transposed(space), seed + 1));
    System.arraycopy(turned, 0, coefficients, 1, 3);
    double[][] moved = Matrices.product(Matrices.transposed(star.eigenvectors()), coefficients);

    assertSame(star.energies(moved), star.energies(embeddings));
    assertThat(star.projections(moved)[1])
        .isNotCloseTo(star.projections(embeddings)[1], within(1e-9));
  }

  private static List<Eigenspace> energies(Graphs graph, double[][] embeddings) {
    return Spectrum.of(graph.n, graph.edges()).energies(embeddings);
  }

  private static void assertSame(List<Eigenspace> actual, List<Eigenspace> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int g = 0; g < actual.size(); g++) {
      assertThat(actual.get(g).share()).isCloseTo(expected.get(g).share(), within(1e-12));
    }
  }
}
