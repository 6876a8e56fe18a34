package dev.loci.models.gpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Tape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several threads may use one model at once, each with a tape of its own. */
class GptThreadsTest {
  private static final int THREADS = 4;

  private final RandomStream random = RandomStream.of(8);
  private final Gpt model = Gpts.random(GptConfig.of(200, 8, 2, 32, 4), random);
  private final Tensor tokens = Gpts.tokens(random, 200, 32, 8);

  private float[] logits() {
    return model.forward(Tape.inference(), tokens).tensor().toFloatArray();
  }

  private float[] gradient() {
    Tape tape = new Tape();
    return tape.gradients(model.forward(tape, tokens).crossEntropy(tokens))
        .of(model.embedding().value())
        .toFloatArray();
  }

  @Test
  void inferenceAndGradientsGiveTheSameBits() throws Exception {
    float[] logits = logits();
    float[] gradient = gradient();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        runs.add(
            executor.submit(() -> {
              start.await();
              for (int i = 0; i < 5; i++) {
                assertThat(logits()).matches(x -> Arrays.equals(x, logits));
                assertThat(gradient()).matches(x -> Arrays.equals(x, gradient));
              }
              return null;
            }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
  }
}
