package dev.loci.bench.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.bench.cases.TrainingCase.Axis;
import dev.loci.tensor.Compute;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CasesTest {
  private static final TrainingCase TINY = new TrainingCase("tiny", 11, 4, 2, 16, 2, 3);

  @Test
  void shapesHaveNames() {
    assertThat(MatrixShape.ALL).hasSize(27).doesNotHaveDuplicates();
    for (MatrixShape shape : MatrixShape.ALL) {
      assertThat(MatrixShape.of(shape.toString())).isSameAs(shape);
    }
    assertThat(MatrixShape.names()).contains("NN 512x(64x32x64)", "TN 20000x2048x384");
    assertThatThrownBy(() -> MatrixShape.of("NN 1x1x1"))
        .hasMessage("matrix shape: there is no NN 1x1x1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NN 256x256x256      |    33554432 |   786432 | true",
        "NN 128x32x32        |      262144 |    36864 | false",
        "NN 512x(64x32x64)   |   134217728 | 16777216 | false",
        "NT 2048x384x20000   | 31457280000 | 197705728 | true",
      })
  void shapesAreCounted(String name, long flops, long bytes, boolean isLarge) {
    MatrixShape shape = MatrixShape.of(name);
    assertThat(shape.flops()).isEqualTo(flops);
    assertThat(shape.bytes()).isEqualTo(bytes);
    assertThat(shape.isLarge()).isEqualTo(isLarge);
  }

  @Test
  void casesAreFoundByName() {
    assertThat(TrainingCase.of("t2")).isSameAs(TrainingCase.T2);
    assertThatThrownBy(() -> TrainingCase.of("T9"))
        .hasMessage(
            "training case: there is no \"T9\"; there are T1_32, T1_128, T2, T3, T4,"
                + " MAMBA_64, MAMBA_256");
  }

  @Test
  void parametersAreThoseOfTheModel() {
    for (TrainingCase each :
        List.of(TINY, TrainingCase.T1_32, TrainingCase.T2, TrainingCase.MAMBA_64)) {
      long parameters =
          each.model().parameters().values().stream()
              .mapToLong(parameter -> parameter.value().size())
              .sum();
      assertThat(each.parameters()).isEqualTo(parameters);
    }
  }

  /** The figures that the design derives the floors from: 0.05, 24, 316 and 761 ms at 234 G/s. */
  @ParameterizedTest
  @CsvSource({
    "T1_32, 10",
    "T2, 5678",
    "T3, 73881",
    "T4, 177900",
    "MAMBA_64, 387",
    "MAMBA_256, 1548"
  })
  void operationsAreCounted(String name, long millions) {
    assertThat(Math.round(TrainingCase.of(name).flops() / 1e6)).isEqualTo(millions);
  }

  @Test
  void labelsAreTheNextTokens() {
    int[] tokens = TINY.tokens().toIntArray();
    int[] labels = TINY.labels().toIntArray();
    assertThat(Arrays.stream(tokens)).allMatch(id -> id >= 0 && id < 11);
    assertThat(Arrays.stream(labels)).allMatch(id -> id >= 0 && id < 11);
    for (int b = 0; b < 3; b++) {
      for (int t = 0; t + 1 < 4; t++) {
        assertThat(labels[4 * b + t]).isEqualTo(tokens[4 * b + t + 1]);
      }
    }
    assertThat(TINY.tokens().toIntArray()).isEqualTo(tokens);
  }

  @Test
  void oneExtentGrows() {
    assertThat(TINY.with(Axis.WIDTH, 32).width()).isEqualTo(32);
    assertThat(TINY.with(Axis.LAYERS, 3).layers()).isEqualTo(3);
    assertThat(TINY.with(Axis.VOCABULARY, 5).vocabulary()).isEqualTo(5);
    assertThat(TINY.with(Axis.BATCH, 7).batch()).isEqualTo(7);
    assertThat(TINY.with(Axis.SEQUENCE, 9).context()).isEqualTo(9);
    assertThat(TINY.with(Axis.SEQUENCE, 9).name()).isEqualTo("sequence 9");
  }

  @Test
  void replayedAndEagerStepsHaveTheSameLosses() {
    TrainingRun replayed = new TrainingRun(TINY);
    TrainingRun eager = new TrainingRun(TINY, TrainingRun.Mode.EAGER);
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      losses.add(replayed.step());
      assertThat(eager.step()).isEqualTo(losses.get(i));
    }
    assertThat(losses.get(5)).isLessThan(losses.get(0));
    assertThat(losses.get(0)).isBetween(2.3, 2.5); // all 11 tokens are about as likely
  }

  /** On the scalar kernels, which need no warm-up for that; a team's threads are counted too. */
  @Test
  void replayedStepsAllocateNextToNothing() {
    Compute.select(Compute.Mode.SCALAR);
    try {
      TrainingRun run = new TrainingRun(TrainingCase.T1_32);
      IntStream.range(0, 50).forEach(i -> run.step());
      var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE; // anything may allocate in other threads of the test's JVM
      for (int attempt = 0; attempt < 5; attempt++) {
        long before = threads.getTotalThreadAllocatedBytes();
        IntStream.range(0, 100).forEach(i -> run.step());
        least = Math.min(least, threads.getTotalThreadAllocatedBytes() - before);
      }
      assertThat(least / 100).as("bytes of a step").isLessThan(1024);
    } finally {
      Compute.select(Compute.Mode.AUTO);
    }
  }
}
