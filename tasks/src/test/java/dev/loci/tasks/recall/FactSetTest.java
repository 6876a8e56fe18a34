package dev.loci.tasks.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.graph.Sequence;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FactSetTest {
  /** Three subjects, relations "next" and "stay"; their tokens are 3 and 4. */
  private static final FactSet SMALL = new FactSet(new int[][] {{1, 2, 0}, {0, 1, 2}}, 3, true);

  @Test
  void bijectionsAreDeterminedBySeedAndRelation() {
    FactSet facts = FactSet.bijections(50, 3, RandomStream.of(8));
    FactSet more = FactSet.bijections(50, 5, RandomStream.of(8));
    FactSet others = FactSet.bijections(50, 3, RandomStream.of(9));
    for (int r = 0; r < 3; r++) {
      int[] sorted = facts.answers()[r].clone();
      Arrays.sort(sorted);
      assertThat(sorted).isEqualTo(IntStream.range(0, 50).toArray());
      assertThat(more.answers()[r]).isEqualTo(facts.answers()[r]);
      assertThat(others.answers()[r]).isNotEqualTo(facts.answers()[r]);
    }
    assertThat(facts.answers()[0]).isNotEqualTo(facts.answers()[1]);
    assertThat(facts.vocabulary()).isEqualTo(53);
  }

  @Test
  void everyBijectionIsEquallyLikely() {
    int[] counts = new int[6];
    for (int seed = 0; seed < 6000; seed++) {
      int[] p = FactSet.bijections(3, 1, RandomStream.of(seed)).answers()[0];
      counts[2 * p[0] + (p[1] > p[2] ? 1 : 0)]++;
    }
    assertThat(IntStream.of(counts))
        .allMatch(count -> Math.abs(count - 1000) < 130); // 4.5 deviations
  }

  @Test
  void disjointAnswersTellTheirRelation() {
    FactSet facts = FactSet.disjoint(40, 3, 7, RandomStream.of(1));
    assertThat(facts.vocabulary()).isEqualTo(40 + 3 + 21);
    for (int r = 0; r < 3; r++) {
      for (int s = 0; s < 40; s++) {
        assertThat(facts.answerToken(s, r)).isEqualTo(43 + 7 * r + facts.answer(s, r));
      }
    }
    assertThat(Arrays.stream(facts.answers()[0]).distinct().count()).isEqualTo(7);
    assertThatThrownBy(() -> facts.answerToken(new Query(0, 1, 1)))
        .hasMessage("facts: 2 hops need answers that are subjects, here each relation has its own");
  }

  @Test
  void hopsAreTakenInOrder() {
    FactSet facts = new FactSet(new int[][] {{1, 2, 0}, {1, 0, 2}}, 3, true);
    assertThat(facts.chain(new Query(0, 0, 1))).containsExactly(1, 0);
    assertThat(facts.chain(new Query(0, 1, 0))).containsExactly(1, 2);
    assertThat(facts.answerToken(new Query(2, 0, 0, 1))).isZero();
  }

  @Test
  void formsOfAQuestion() {
    Query query = new Query(2, 0, 1, 0); // 2 -> 0 -> 0 -> 1
    assertThat(Form.DIRECT.tokens(SMALL, query)).containsExactly(2, 3, 4, 3, 1);
    assertThat(Form.CHAIN.tokens(SMALL, query)).containsExactly(2, 3, 4, 3, 0, 0, 1);
    assertThat(Form.INTERLEAVED.tokens(SMALL, query)).containsExactly(2, 3, 0, 4, 0, 3, 1);
  }

  @Test
  void labelsAreTheAnswersOrEverything() {
    Query query = new Query(2, 0, 1, 0);
    int no = Sequence.IGNORE;
    assertThat(Form.DIRECT.example(SMALL, query, false).input()).containsExactly(2, 3, 4, 3);
    assertThat(Form.DIRECT.example(SMALL, query, false).labels()).containsExactly(no, no, no, 1);
    assertThat(Form.DIRECT.example(SMALL, query, true).labels()).containsExactly(3, 4, 3, 1);
    assertThat(Form.CHAIN.example(SMALL, query, false).input()).containsExactly(2, 3, 4, 3, 0, 0);
    assertThat(Form.CHAIN.example(SMALL, query, false).labels())
        .containsExactly(no, no, no, 0, 0, 1);
    assertThat(Form.INTERLEAVED.example(SMALL, query, false).labels())
        .containsExactly(no, 0, no, 0, no, 1);
    assertThat(Form.INTERLEAVED.example(SMALL, query, true).labels())
        .containsExactly(3, 0, 4, 0, 3, 1);
  }

  @Test
  void allQuestionsInOrder() {
    assertThat(new Queries(2, 2, 2).all())
        .containsExactly(
            new Query(0, 0, 0),
            new Query(0, 0, 1),
            new Query(0, 1, 0),
            new Query(0, 1, 1),
            new Query(1, 0, 0),
            new Query(1, 0, 1),
            new Query(1, 1, 0),
            new Query(1, 1, 1));
  }

  @Test
  void samplesAreDifferentQuestions() {
    Queries queries = new Queries(5, 3, 2);
    for (int count : new int[] {1, 10, 22, 23, 44, 45}) {
      List<Query> sample = queries.sample(count, RandomStream.of(count));
      assertThat(sample).hasSize(count).doesNotHaveDuplicates();
      assertThat(queries.all()).containsAll(sample);
      assertThat(queries.sample(count, RandomStream.of(count))).isEqualTo(sample);
    }
    List<Query> many = new Queries(10, 9, 40).sample(1000, RandomStream.of(1));
    assertThat(new HashSet<>(many)).hasSize(1000);
  }

  @Test
  void questionsThatAreTooManyAreCounted() {
    assertThatThrownBy(() -> new Queries(1000, 4, 8).all())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "queries: 65536000 questions of 8 hops are more than the 2000000 that can be listed;"
                + " take fewer subjects, relations or hops, or a --sample of them");
    assertThatThrownBy(() -> new Queries(10, 9, 40).all())
        .hasMessageStartingWith("queries: more than 9223372036854775800 questions of 40 hops");
    assertThat(new Queries(100, 5, 20).count()).isEqualTo(9_536_743_164_062_500L);
    assertThat(new Queries(100, 5, 20).isCounted()).isTrue();
    assertThat(new Queries(10, 9, 40).isCounted()).isFalse();
    assertThatThrownBy(() -> new Queries(5, 3, 2).sample(46, RandomStream.of(1)))
        .hasMessage("queries: a sample of 46 out of 45 questions");
    assertThatThrownBy(() -> new Queries(5, 3, 0))
        .hasMessage("queries: 0 hops, expected at least 1");
  }

  @Test
  void sizesThatMakeNoSense() {
    RandomStream random = RandomStream.of(1);
    assertThatThrownBy(() -> FactSet.bijections(1, 3, random))
        .hasMessage("facts: 1 subjects and 3 relations, expected at least 2 and 1");
    assertThatThrownBy(() -> FactSet.bijections(5, 0, random)).hasMessageContaining("0 relations");
    assertThatThrownBy(() -> FactSet.bijections(1 << 20, 1 << 20, random))
        .hasMessageContaining("are 1099511627776 facts, at most 10000000 are allowed");
    assertThatThrownBy(() -> FactSet.disjoint(5, 2, 1, random))
        .hasMessageStartingWith("facts: 1 answers for each of 2 relations");
    assertThatThrownBy(() -> new FactSet(new int[][] {{0, 1}, {1, 1}}, 2, true))
        .hasMessage("facts: relation 1 gives the answer 1 twice, so it is no bijection");
    assertThatThrownBy(() -> new FactSet(new int[][] {{0, 2}}, 2, true))
        .hasMessage("facts: relation 0 has the answer 2, answers are 0 to 1");
    assertThatThrownBy(() -> new FactSet(new int[][] {{0, 1}, {0}}, 2, true))
        .hasMessage("facts: relation 1 has 1 subjects where the first has 2");
  }
}
