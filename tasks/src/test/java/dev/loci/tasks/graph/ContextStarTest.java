package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Stars for a context: whole, of distinct labels, in any order. */
class ContextStarTest {
  private final ContextStar.Example small =
      new ContextStar.Example(new int[][] {{5, 2}, {7, 5}, {7, 9}, {9, 0}}, new int[] {7, 9, 0});

  @Test
  void everyExampleIsAStarWithItsPath() {
    ContextStar stars = new ContextStar(3, 4, 20);
    RandomStream random = RandomStream.of(5);
    Set<Integer> roots = new HashSet<>();
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      ContextStar.Example example = stars.draw(random);
      int[] path = example.path();
      int root = path[0];
      roots.add(root);
      assertThat(example.edges()).hasDimensions(9, 2);
      int[] children = Arrays.stream(example.edges()).mapToInt(edge -> edge[1]).toArray();
      assertThat(children).doesNotHaveDuplicates().doesNotContain(root);
      assertThat(IntStream.of(children)).allMatch(label -> label >= 0 && label < 20);
      assertThat(Arrays.stream(example.edges()).filter(edge -> edge[0] == root)).hasSize(3);
      assertThat(path).hasSize(4);
      for (int hop = 1; hop < 4; hop++) {
        int[] edge = {path[hop - 1], path[hop]};
        int place = place(example, edge);
        assertThat(place).isNotNegative();
        places.add(hop == 1 ? place : -1);
      }
      int leaf = path[3];
      assertThat(Arrays.stream(example.edges())).noneMatch(edge -> edge[0] == leaf);
    }
    assertThat(roots).hasSize(20);
    assertThat(places).hasSize(10); // -1 and every place
  }

  private static int place(ContextStar.Example example, int[] edge) {
    return IntStream.range(0, example.edges().length)
        .filter(i -> Arrays.equals(example.edges()[i], edge))
        .findFirst()
        .orElse(-1);
  }

  /** The labels are 10: the bar is token 10, the pause 11, the slash 12, the filler 13. */
  @Test
  void sequencesAskForThePath() {
    Sequence sequence = encoder(PathTarget.FULL, false).context(small);
    int[] shown = {5, 2, 10, 7, 5, 10, 7, 9, 10, 9, 0, 12, 7, 0, 11};
    assertThat(encoder(PathTarget.FULL, false).contextPrefix(small)).isEqualTo(shown);
    assertThat(sequence.input()).startsWith(shown).endsWith(7, 9).hasSize(17);
    assertThat(sequence.labels()).startsWith(-1, -1, -1).endsWith(-1, 7, 9, 0).hasSize(17);
    assertThat(encoder(PathTarget.REVERSED, false).context(small).labels()).endsWith(-1, 0, 9, 7);
    assertThat(encoder(PathTarget.FULL, true).context(small).input()).endsWith(11, 13, 13);
  }

  private static SequenceEncoder encoder(PathTarget target, boolean teacherless) {
    return new SequenceEncoder(
        new Vocabulary(10), false, new SequenceOptions(1, false, true, target, teacherless));
  }

  @Test
  void impossibleStarsAreRefused() {
    assertThatThrownBy(() -> new ContextStar(2, 5, 8))
        .hasMessage("context star: 8 labels are too few, the star has 9 nodes");
    assertThatThrownBy(() -> new ContextStar(0, 5, 8))
        .hasMessageStartingWith("context star: 0 arms of 5 nodes are none or more than");
  }
}
