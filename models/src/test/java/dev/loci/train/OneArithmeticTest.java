package dev.loci.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.nn.Precision;
import dev.loci.optim.AdamW;
import dev.loci.optim.Schedule;
import dev.loci.tensor.Compute;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole training steps give the same bits whatever computes them. */
class OneArithmeticTest {
  private static final int VOCABULARY = 301;
  private static final int BATCH = 23;
  private static final int LENGTH = 9;

  private final int threadsBefore = Compute.threads();

  @AfterEach
  void restore() {
    Compute.setThreads(threadsBefore);
    String mode = System.getProperty("loci.kernels", "auto");
    Compute.select(Compute.Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
  }

  /** All weights after a few updates, of sizes that are no multiple of any block or vector. */
  private static float[] train(Compute.Mode mode, int threads, Precision precision) {
    Compute.select(mode);
    Compute.setThreads(threads);
    Gpt model = new Gpt(GptConfig.of(VOCABULARY, LENGTH, 1, 33, 3));
    GptInitializer.normal(RandomStream.of(41), 0.1, 0.1).initialize(model);
    model.setPrecision(precision);
    new Trainer(
            new AdamW(model.parameters(), 0.01),
            Schedule.constant(0.01),
            (tape, step) -> loss(model, tape, step))
        .run(0, 2, (step, loss, rate) -> {});
    Tensor[] weights =
        model.state().values().stream().map(x -> x.reshape(-1)).toArray(Tensor[]::new);
    return Tensor.concat(0, weights).toFloatArray();
  }

  private static Variable loss(Gpt model, Tape tape, int step) {
    RandomStream random = RandomStream.of(42).split(Integer.toString(step));
    int[] ids = new int[BATCH * LENGTH];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.below(VOCABULARY);
    }
    Tensor tokens = Tensor.wrap(ids, BATCH, LENGTH);
    return model.precision().crossEntropy(model.forward(tape, tokens), tokens);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void kernelsAndThreadsChangeNoBit(Precision precision) {
    float[] expected = train(Compute.Mode.SCALAR, 1, precision);
    assertThat(train(Compute.Mode.SCALAR, 2, precision)).matches(x -> Arrays.equals(x, expected));
    assertThat(train(Compute.Mode.SIMD, 1, precision)).matches(x -> Arrays.equals(x, expected));
    assertThat(train(Compute.Mode.AUTO, 2, precision)).matches(x -> Arrays.equals(x, expected));
  }

  @Test
  void theWorkIsReallyShared() {
    long before = Parallel.handovers();
    for (int i = 0; i < 50 && Parallel.handovers() == before; i++) {
      train(Compute.Mode.AUTO, 2, Precision.FULL); // until a worker that was asleep has come
    }
    assertThat(Parallel.handovers()).isGreaterThan(before);
  }
}
