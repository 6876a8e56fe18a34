package dev.loci.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.bench.cases.TrainingCase;
import org.junit.jupiter.api.Test;

class GrowthTest {
  /** Larger than what is known to be alive at once, and no waste of what there is. */
  @Test
  void memoryIsEstimated() {
    TrainingCase large = new TrainingCase("large", 90_000, 8, 2, 128, 4, 64);
    long logits = 4L * large.tokensPerStep() * large.vocabulary();
    assertThat(Growth.bytes(large)).isBetween(3 * logits, 10 * logits);
    TrainingCase tiny = TrainingCase.T1_32;
    assertThat(Growth.bytes(tiny)).isBetween(16 * tiny.parameters(), 10_000_000L);
  }
}
