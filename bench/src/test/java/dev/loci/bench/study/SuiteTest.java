package dev.loci.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SuiteTest {
  @Test
  void patternsChooseBenchmarks() {
    assertThat(Suite.matching("adamw")).containsExactly("AdamWBenchmark.update");
    assertThat(Suite.matching("softmax.*log")).containsExactly("SoftmaxBenchmark.logSoftmax");
    assertThat(Suite.matching("")).isEqualTo(Suite.names());
  }

  @Test
  void unknownPatternsAreRefused() {
    assertThatThrownBy(() -> Suite.matching("nonsense"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no benchmark \"nonsense\"; there are AdamWBenchmark, ")
        .hasMessageEndingWith(", UnaryBenchmark");
    assertThatThrownBy(() -> Suite.matching("("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"(\" is not a pattern");
  }
}
