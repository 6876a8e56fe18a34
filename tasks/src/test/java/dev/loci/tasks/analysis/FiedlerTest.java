package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.graph.BundledGraphs;
import dev.loci.tasks.graph.NamedGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FiedlerTest {

  @Test
  void aPathFallsIntoHalves() {
    int[][] path = IntStream.range(0, 7).mapToObj(u -> new int[] {u, u + 1}).toArray(int[][]::new);
    assertThat(Fiedler.split(8, path)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
  }

  @Test
  void twoCliquesWithABridgeFallApart() {
    List<int[]> edges = new ArrayList<>();
    for (int u = 0; u < 10; u++) {
      for (int v = 0; v < u; v++) {
        if (u % 2 == v % 2) {
          edges.add(new int[] {u, v});
        }
      }
    }
    edges.add(new int[] {3, 4});
    assertThat(Fiedler.split(10, edges.toArray(int[][]::new)))
        .containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
  }

  @Test
  void componentsAreSplitEachForItself() {
    int[][] edges = {{0, 2}, {2, 4}, {4, 6}, {1, 3}};
    assertThat(Fiedler.split(8, edges)).containsExactly(0, 1, 0, 2, 3, 4, 3, 5);
    int[] irregular = Fiedler.split(16, Graphs.IRREGULAR.edges());
    assertThat(irregular).contains(0, 1, 2, 3);
    assertThat(IntStream.range(0, 12).map(u -> irregular[u]).max()).hasValue(1);
    assertThat(IntStream.range(12, 16).map(u -> irregular[u]).min()).hasValue(2);
  }

  @Test
  void theKarateClubSplitsAsItDid() {
    NamedGraph karate = BundledGraphs.karate();
    int[] clubs = karate.communities().orElseThrow().of();
    int[] split = Fiedler.split(34, karate.forward().toPairs());
    assertThat(Partitions.accuracy(split, clubs)).isGreaterThanOrEqualTo(32.0 / 34);
    assertThat(Partitions.adjustedRandIndex(split, clubs)).isGreaterThan(0.75);
    double[][] drawing = Spectrum.of(34, karate.forward().toPairs()).laplacianCoordinates(2);
    assertThat(Partitions.accuracy(Fiedler.split(drawing), clubs)).isGreaterThan(0.5);
  }

  @Test
  void embeddingsFallApartWhereTheyVaryMost() {
    double[][] embeddings = {{9, 1}, {1, 0}, {8, 1}, {2, 0}, {9, 0}};
    assertThat(Fiedler.split(embeddings)).containsExactly(0, 1, 0, 1, 0);
  }

  @Test
  void agreementOfKnownPartitions() {
    int[] halves = {0, 0, 1, 1};
    int[] three = {7, 7, 3, 5};
    int[] one = {4, 4, 4, 4};
    int[] single = {0, 1, 2, 3};
    assertThat(Partitions.accuracy(halves, new int[] {1, 1, 0, 0})).isEqualTo(1);
    assertThat(Partitions.accuracy(halves, three)).isEqualTo(0.75);
    assertThat(Partitions.accuracy(three, halves)).isEqualTo(0.75);
    assertThat(Partitions.accuracy(halves, one)).isEqualTo(0.5);
    assertThat(Partitions.adjustedRandIndex(halves, three)).isCloseTo(4 / 7.0, within(1e-15));
    assertThat(Partitions.adjustedRandIndex(one, single)).isEqualTo(0);
    assertThat(Partitions.adjustedRandIndex(halves, new int[] {0, 1, 0, 1}))
        .isCloseTo(-0.5, within(1e-15));
    assertThat(Partitions.adjustedRandIndex(one, one)).isEqualTo(1);
    assertThat(Partitions.adjustedRandIndex(single, single)).isEqualTo(1);
    assertThatThrownBy(() -> Partitions.accuracy(halves, new int[3]))
        .hasMessage("partitions: 4 items against 3");
    int[] many = IntStream.range(0, 17).toArray();
    assertThatThrownBy(() -> Partitions.accuracy(many, many))
        .hasMessage("partitions: 17 parts, at most 16 can be matched");
  }

  @Property(tries = 100)
  void agreementIgnoresTheNumbersOfPartsAndTheOrder(
      @ForAll @Size(12) List<@IntRange(max = 3) Integer> first,
      @ForAll @Size(12) List<@IntRange(max = 3) Integer> second,
      @ForAll @IntRange(min = 1, max = 50) int shift) {
    int[] a = first.stream().mapToInt(i -> i).toArray();
    int[] b = second.stream().mapToInt(i -> i).toArray();
    int[] renamed = IntStream.of(a).map(part -> shift - 3 * part).toArray();
    assertThat(Partitions.accuracy(renamed, b)).isEqualTo(Partitions.accuracy(a, b));
    assertThat(Partitions.accuracy(b, a)).isEqualTo(Partitions.accuracy(a, b));
    assertThat(Partitions.adjustedRandIndex(b, renamed))
        .isCloseTo(Partitions.adjustedRandIndex(a, b), within(1e-12));
    assertThat(Partitions.accuracy(a, renamed)).isEqualTo(1);
    assertThat(Partitions.adjustedRandIndex(a, renamed)).isEqualTo(1);
  }
}
