package dev.loci.tasks.recall.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Query;
import dev.loci.tasks.recall.Recall;
import dev.loci.tensor.random.RandomStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityTest {
  @Test
  void logarithmsOfFactorials() {
    BigInteger factorial = BigInteger.ONE;
    for (int n = 0; n <= 300; n++) {
      factorial = factorial.multiply(BigInteger.valueOf(Math.max(1, n)));
      int shift = Math.max(0, factorial.bitLength() - 60);
      double expected =
          StrictMath.log(factorial.shiftRight(shift).doubleValue()) / StrictMath.log(2) + shift;
      assertThat(Capacity.log2Factorial(n)).isCloseTo(expected, within(1e-9 * (1 + expected)));
    }
  }

  /** The counting lemma of the lower bound: (N!)^(R-1) tables or more, by listing all fact sets. */
  @ParameterizedTest
  @CsvSource({"2, 2, 2, 2", "3, 2, 2, 26", "3, 3, 2, 188", "4, 2, 2, 458", "4, 2, 3, 534"})
  void tablesAreAsManyAsTheLemmaSays(int subjects, int relations, int hops, int tables) {
    List<int[]> permutations = permutations(subjects);
    List<Query> queries = new Queries(subjects, relations, hops).all();
    Set<List<Integer>> distinct = new HashSet<>();
    long sets = Math.round(StrictMath.pow(permutations.size(), relations));
    for (long set = 0; set < sets; set++) {
      int[][] answers = new int[relations][];
      long rest = set;
      for (int r = 0; r < relations; r++) {
        answers[r] = permutations.get((int) (rest % permutations.size()));
        rest /= permutations.size();
      }
      FactSet facts = new FactSet(answers, subjects, true);
      distinct.add(queries.stream().map(facts::answerToken).toList());
    }
    assertThat(distinct).hasSize(tables);
    double bound = Capacity.globalBound(subjects, relations, 0);
    assertThat(StrictMath.log(distinct.size()) / StrictMath.log(2))
        .isGreaterThanOrEqualTo(bound - 1e-9);
  }

  private static List<int[]> permutations(int n) {
    List<int[]> all = new ArrayList<>();
    all.add(new int[0]);
    for (int size = 1; size <= n; size++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] each : all) {
        for (int at = 0; at < size; at++) {
          int[] permutation = new int[size];
          System.arraycopy(each, 0, permutation, 0, at);
          permutation[at] = size - 1;
          System.arraycopy(each, at, permutation, at + 1, size - 1 - at);
          longer.add(permutation);
        }
      }
      all = longer;
    }
    assertThat(all.stream().map(Arrays::toString).distinct()).hasSameSizeAs(all);
    return all;
  }

  /** The maximum over m is found at an end. */
  @Test
  void theLocalBoundIsTheLargestOverAllM() {
    for (double bits : new double[] {0, 10, 60, 200, 1e4}) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int m = 1; m <= 1024 / (4 * 8); m++) {
        largest = Math.max(largest, m * 8 * 9 - (m + 2) * bits);
      }
      assertThat(Capacity.localBound(1024, 2, 3, bits)).isCloseTo(largest, within(1e-6));
    }
    assertThat(Capacity.localBound(31, 2, 3, 0)).isNegative().isInfinite();
  }

  /** With 2 bits a number, which hold their -1, 0 and 1, no scheme is below the bounds. */
  @ParameterizedTest
  @CsvSource({"64, 4, 2", "1000, 8, 2", "1000, 2, 4", "100000, 16, 1", "1024, 32, 3"})
  void noSchemeIsBelowTheBounds(int subjects, int relations, int hops) {
    for (Scheme scheme : List.of(Scheme.SELECTOR, Scheme.KEY_VALUE, Scheme.TREE)) {
      int k = scheme.answersHops() ? hops : 1;
      GptConfig config = scheme.of(subjects, relations, k, 0).config();
      double perToken = 2.0 * config.width();
      double others = 2.0 * (config.parameterCount() - (long) config.width() * config.vocabulary());
      assertThat(others)
          .as(scheme.word())
          .isGreaterThanOrEqualTo(Capacity.weightBits(subjects, relations, k, perToken));
      if (k == 1) {
        assertThat(perToken)
            .isGreaterThanOrEqualTo(Capacity.embeddingBits(subjects, relations, others));
      }
    }
    assertThat(Capacity.weightBits(subjects, relations, hops, 1e9)).isZero();
  }

  /** The three regimes: facts in the weights, something in between, nothing needed. */
  @Test
  void whatTheEmbeddingHoldsNeedNotBeInTheWeights() {
    double all = Capacity.information(1024, 4);
    assertThat(Capacity.weightBits(1024, 4, 2, 0)).isCloseTo(all * 3 / 4, within(1e-6));
    assertThat(Capacity.weightBits(1024, 4, 2, 4 * 10)).isBetween(1000.0, 10_000.0);
    assertThat(Capacity.weightBits(1024, 4, 2, 16 * 10)).isZero();
    assertThat(Capacity.weightBits(1024, 4, 1, 0)).isCloseTo(all, within(1e-6));
  }

  /** All k-th powers of one permutation can be the same, whatever the permutation. */
  @Test
  void oneRelationHasNoLocalBound() {
    assertThat(Capacity.localBound(8, 1, 840, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Capacity.weightBits(8, 1, 840, 0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "1, 2", "0.5, 3", "0.125, 5"})
  void finerCodesNeedMoreBits(double margin, int bits) {
    assertThat(Capacity.significantBits(margin)).isEqualTo(bits);
  }

  /** A float32 has 24; without the bit for rounding 11585 would fit as well. */
  @ParameterizedTest
  @CsvSource({"9099, 24, true", "9100, 25, true", "11585, 25, false"})
  void theLargestCircleThatFitsAnswersEverything(int subjects, int bits, boolean isRight) {
    Selector circle = new Selector(subjects, 1, Codes.CIRCLE);
    assertThat(circle.significantBits()).isEqualTo(bits);
    FactSet facts = circle.draw(RandomStream.of(1));
    List<Query> queries = new Queries(subjects, 1, 1).all();
    double accuracy = Recall.accuracy(circle.build(facts), facts, Form.DIRECT, queries);
    assertThat(accuracy == 1).isEqualTo(isRight);
  }

  /** Positions are on a circle too. */
  @ParameterizedTest
  @CsvSource({"4549, 24, true", "6433, 25, false"})
  void theLongestInterleavedChainThatFitsIsRight(int hops, int bits, boolean isRight) {
    InterleavedChain chain = new InterleavedChain(16, 2, hops);
    assertThat(chain.significantBits()).isEqualTo(bits);
    FactSet facts = chain.draw(RandomStream.of(1));
    List<Query> queries = new Queries(16, 2, hops).sample(1, RandomStream.of(2));
    int[] said = Recall.answers(chain.build(facts), facts, chain.form(), queries)[0];
    assertThat(Arrays.equals(said, facts.chain(queries.getFirst()))).isEqualTo(isRight);
  }
}
