package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.random.PythonRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GraphFamilyProperties {

  @Provide
  Arbitrary<GraphFamily> families() {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 6);
    Arbitrary<Integer> lengths = Arbitraries.integers().between(2, 6);
    return Arbitraries.oneOf(
        Combinators.combine(small, Arbitraries.integers().between(1, 3), lengths, small)
            .as((d, b, l, spare) -> spared(Star.of(d, b, l), spare)),
        Combinators.combine(small, small, lengths)
            .as((r, c, l) -> new Grid(r, r * c == 1 ? 2 : c, l)),
        Combinators.combine(small, lengths).as((n, l) -> new Cycle(n + 2, l)),
        lengths.map(Irregular::new));
  }

  private static Star spared(Star star, int spare) {
    return new Star(
        star.degree(), star.subtreeDegree(), star.pathLength(), star.nodeCount() + spare - 1);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void pathsWalkAlongEdgesAndDoNotTurnBack(
      @ForAll("families") GraphFamily family, @ForAll long seed, @ForAll boolean randomize) {
    PathGraph generated = family.generate(PythonRandom.seeded(seed), randomize);
    Graph graph = generated.graph();
    assertThat(graph.nodeCount()).isEqualTo(family.nodeCount());
    assertThat(graph.edgeCount()).isEqualTo(generated.forward().size());
    for (int[] path : generated.paths()) {
      assertThat(path).hasSize(family.pathLength());
      for (int i = 1; i < path.length; i++) {
        assertThat(graph.hasEdge(path[i - 1], path[i])).isTrue();
        if (i > 1 && graph.degree(path[i - 1]) > 1) {
          assertThat(path[i]).isNotEqualTo(path[i - 2]);
        }
      }
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void splitsKeepEveryPathOnce(
      @ForAll("families") GraphFamily family, @ForAll long seed, @ForAll boolean bySubtree) {
    PythonRandom random = PythonRandom.seeded(seed);
    int[][] paths = family.generate(random, true).paths();
    Split split =
        bySubtree ? Split.ofSubtrees(paths, 0.75, random) : Split.ofPaths(paths, 0.75, random);
    Set<int[]> all = new HashSet<>(Arrays.asList(split.train()));
    all.addAll(Arrays.asList(split.test()));
    assertThat(split.train().length + split.test().length).isEqualTo(paths.length);
    assertThat(all).isEqualTo(new HashSet<>(Arrays.asList(paths)));
    if (bySubtree) {
      Set<Integer> trained = new HashSet<>();
      Arrays.stream(split.train()).forEach(path -> trained.add(path[1]));
      assertThat(Arrays.stream(split.test())).noneMatch(path -> trained.contains(path[1]));
    } else {
      assertThat(split.train()).hasNumberOfRows(3 * paths.length / 4);
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void theDisplayOrderShowsEveryNodeOnceAndParentsBeforeChildren(
      @ForAll("families") GraphFamily family, @ForAll long seed) {
    PathGraph generated = family.generate(PythonRandom.seeded(seed), true);
    int[] order = generated.graph().displayOrder();
    int[] position = new int[order.length];
    Arrays.fill(position, -1);
    for (int i = 0; i < order.length; i++) {
      assertThat(position[order[i]]).isEqualTo(-1);
      position[order[i]] = i;
    }
    if (generated.root().isPresent()) {
      EdgeList edges = generated.forward();
      for (int i = 0; i < edges.size(); i++) {
        assertThat(position[edges.source(i)]).isLessThan(position[edges.target(i)]);
      }
    }
  }
}
