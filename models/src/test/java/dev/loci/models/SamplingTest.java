package dev.loci.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final int DRAWS = 20_000;
  private static final double[] LOGITS = {
    0, Math.log(2), Double.NEGATIVE_INFINITY, Math.log(4), Math.log(2), Math.log(7)
  };

  /** The share of each token in many draws. */
  private static double[] shares(double temperature, int topK) {
    Sampling sampling = new Sampling(temperature, topK, RandomStream.of(9));
    double[] shares = new double[LOGITS.length];
    for (int i = 0; i < DRAWS; i++) {
      shares[sampling.choose(i / 4, i % 4, LOGITS)]++;
    }
    for (int token = 0; token < shares.length; token++) {
      shares[token] /= DRAWS;
    }
    return shares;
  }

  private static void assertShares(double[] actual, double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (int i = 0; i < weights.length; i++) {
      double p = weights[i] / sum;
      double fourDeviations = 4 * Math.sqrt(p * (1 - p) / DRAWS);
      assertThat(actual[i]).as("token %d", i).isCloseTo(p, within(fourDeviations));
    }
  }

  @Test
  void sharesAreTheSoftmax() {
    assertShares(shares(1, 0), 1, 2, 0, 4, 2, 7);
    assertShares(shares(1, 6), 1, 2, 0, 4, 2, 7);
    assertShares(shares(1, 100), 1, 2, 0, 4, 2, 7);
  }

  @Test
  void temperatureSharpensAndFlattens() {
    assertShares(shares(0.5, 0), 1, 4, 0, 16, 4, 49);
    assertShares(shares(2, 0), 1, Math.sqrt(2), 0, 2, Math.sqrt(2), Math.sqrt(7));
    assertShares(shares(1e-3, 0), 0, 0, 0, 0, 0, 1);
  }

  @Test
  void onlyTheMostLikelyAreInQuestion() {
    assertShares(shares(1, 1), 0, 0, 0, 0, 0, 7);
    assertShares(shares(1, 2), 0, 0, 0, 4, 0, 7);
    assertShares(shares(1, 3), 0, 2, 0, 4, 0, 7); // of two equals the first
    assertShares(shares(1, 4), 0, 2, 0, 4, 2, 7);
  }

  /** With temperatures so high that every token in question is drawn as often. */
  @Test
  void theTokensInQuestionAreTheFirstOfTheSorted() {
    RandomStream random = RandomStream.of(6);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.below(30);
      double[] logits = new double[n];
      Arrays.setAll(logits, i -> random.below(20)); // some are equal
      int k = 1 + random.below(n);
      Set<Integer> expected =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> -logits[i]))
              .limit(k)
              .collect(Collectors.toSet());
      Sampling sampling = new Sampling(1e9, k, random.split("" + round));
      Set<Integer> drawn = new HashSet<>();
      for (int i = 0; i < 1000; i++) {
        drawn.add(sampling.choose(0, i, logits));
      }
      assertThat(drawn).as("%s, top %d", Arrays.toString(logits), k).isEqualTo(expected);
    }
  }

  @Test
  void aDrawDependsOnSequenceAndStepAlone() {
    RandomStream random = RandomStream.of(9);
    Sampling sampling = new Sampling(1, 0, random);
    int before = sampling.choose(3, 5, LOGITS);
    random.nextLong();
    assertThat(new Sampling(1, 0, random).choose(3, 5, LOGITS)).isEqualTo(before);
  }

  @Test
  void nonsenseIsRefused() {
    RandomStream random = RandomStream.of(1);
    assertThatThrownBy(() -> new Sampling(0, 0, random))
        .hasMessage("sampling: the temperature is 0.0, expected a number above 0");
    assertThatThrownBy(() -> new Sampling(Double.NaN, 0, random)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Sampling(1, -1, random))
        .hasMessage("sampling: the top -1 are asked for, expected 1 or more, or 0 for all");
    assertThatThrownBy(() ->
            new Sampling(1, 0, random).choose(0, 0, new double[] {1, Double.POSITIVE_INFINITY}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("sampling: there is a logit of Infinity");
  }
}
