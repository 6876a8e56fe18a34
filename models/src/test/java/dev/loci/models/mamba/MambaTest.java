package dev.loci.models.mamba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loci.autograd.Tape;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.nn.Parameter;
import dev.loci.optim.AdamW;
import dev.loci.optim.Schedule;
import dev.loci.tensor.Compute;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MambaTest {
  private final RandomStream random = RandomStream.of(3);
  private final int threads = Compute.threads();

  @AfterEach
  void asBefore() {
    Compute.select(Compute.Mode.AUTO);
    Compute.setThreads(threads);
  }

  @ParameterizedTest
  @EnumSource(
      value = Compute.Mode.class,
      names = {"SCALAR", "SIMD"})
  void aTokenAtATimeHasTheBitsOfAll(Compute.Mode mode) {
    Compute.select(mode);
    MambaConfig config = new MambaConfig(11, 2, 19, 5, 4, 2, 2, true, true, true, false);
    Mamba model = Mambas.random(config, random);
    Tensor tokens = Mambas.tokens(random, 11, 3, 20);
    Tensor all = model.forward(Tape.inference(), tokens).tensor();
    MambaState state = model.start(3);
    for (int t = 0; t < 20; t++) {
      assertThat(model.step(state, tokens.select(1, t)).toFloatArray())
          .as("position %d", t)
          .isEqualTo(all.select(1, t).toFloatArray());
    }
  }

  @Test
  void chosenPositionsHaveTheLogitsOfAll() {
    Mamba model = Mambas.random(Mambas.small(false, false, true), random);
    Tensor tokens = Mambas.tokens(random, 7, 2, 6);
    Tensor all = model.forward(Tape.inference(), tokens).tensor();
    Tensor positions = Tensor.wrap(new int[] {4, 11}, 2);
    Tensor some = model.forward(Tape.inference(), tokens, positions, null).tensor();
    assertThat(some.select(0, 0).toFloatArray())
        .isEqualTo(all.select(0, 0).select(0, 4).toFloatArray());
    assertThat(some.select(0, 1).toFloatArray())
        .isEqualTo(all.select(0, 1).select(0, 5).toFloatArray());
  }

  @Test
  void trainedWeightsAreTheSameBitsOnAnyThreadsAndKernels() {
    int[][] weights = new int[3][];
    for (int i = 0; i < 3; i++) {
      Compute.select(i == 2 ? Compute.Mode.SCALAR : Compute.Mode.SIMD);
      Compute.setThreads(i == 1 ? 1 : 2);
      weights[i] = bits(trained(new Mamba(MambaConfig.of(13, 1, 24)), 5));
    }
    assertThat(weights[1]).isEqualTo(weights[0]);
    assertThat(weights[2]).isEqualTo(weights[0]);
  }

  @Test
  void learnsToCopyAnEarlierToken() {
    Mamba model = trained(new Mamba(MambaConfig.of(13, 1, 24)), 120);
    Tensor tokens = Mambas.tokens(RandomStream.of(9), 13, 16, 9);
    double loss =
        model.forward(Tape.inference(), tokens).crossEntropy(earlier(tokens)).tensor().item();
    assertThat(loss).isLessThan(0.1 * Math.log(13));
  }

  /** Trains to give the token of two positions before. */
  private static Mamba trained(Mamba model, int updates) {
    MambaInitializer.of(RandomStream.of(5), 0.1).initialize(model);
    RandomStream data = RandomStream.of(6);
    new Trainer(
            new AdamW(model.parameters(), 0.01),
            Schedule.constant(1e-2),
            (tape, step) -> {
              Tensor tokens = Mambas.tokens(data, 13, 16, 9);
              return model.forward(tape, tokens).crossEntropy(earlier(tokens));
            })
        .run(0, updates, (step, loss, rate) -> {});
    return model;
  }

  private static Tensor earlier(Tensor tokens) {
    int[] ids = tokens.toIntArray();
    int length = tokens.shape().dim(1);
    int[] labels =
        IntStream.range(0, ids.length).map(i -> i % length < 2 ? -1 : ids[i - 2]).toArray();
    return Tensor.wrap(labels, tokens.shape().toArray());
  }

  private static int[] bits(Mamba model) {
    return model.state().values().stream()
        .map(Tensor::toFloatArray)
        .flatMapToInt(x -> IntStream.range(0, x.length).map(i -> Float.floatToIntBits(x[i])))
        .toArray();
  }

  @Test
  void theReleaseHasNeitherResidualNorFinalNorm() {
    Mamba model = new Mamba(MambaConfig.release(26, 12, 384));
    assertThat(model.parameters().keySet()).noneMatch(name -> name.startsWith("final_norm"));
    int d = 384;
    int c = 768;
    int rank = 24;
    long layer =
        2 * d + 2L * d * c + c * 4 + c + c * (rank + 32L) + c * rank + c + c * 16L + c + c * d;
    assertThat(model.parameterCount()).isEqualTo(26 * d + 12 * layer);
    MambaInitializer.release(random).initialize(model);
    Tensor change = value(model, "layers.3.mixer.steps.bias");
    assertThat(change.toFloatArray()).containsOnly(0);
    assertThat(deviation(value(model, "layers.3.mixer.steps.weight"))).isBetween(0.019, 0.021);
    assertThat(deviation(value(model, "embedding.weight"))).isBetween(0.019, 0.021);
    assertThat(value(model, "layers.0.norm.weight").toFloatArray()).containsOnly(1);
    assertThat(value(model, "layers.0.mixer.skip").toFloatArray()).containsOnly(1);
    float[] rates = value(model, "layers.0.mixer.rates").toFloatArray();
    assertThat(rates[0]).isZero();
    assertThat(rates[31]).isEqualTo((float) Math.log(16));
    Tensor taps = value(model, "layers.0.mixer.conv.weight");
    assertThat(taps.abs().max().item()).isBetween(0.49, 0.5);
  }

  @Test
  void publishedStepSizesBeginBetweenAThousandthAndATenth() {
    Mamba model = new Mamba(MambaConfig.of(26, 1, 64));
    MambaInitializer.of(random, 0.02).initialize(model);
    double[] biases = value(model, "layers.0.mixer.steps.bias").toDoubleArray();
    double[] steps = Arrays.stream(biases).map(b -> Math.log1p(Math.exp(b))).toArray();
    assertThat(Arrays.stream(steps).min().orElseThrow()).isBetween(0.00099, 0.002);
    assertThat(Arrays.stream(steps).max().orElseThrow()).isBetween(0.07, 0.101);
    double logarithms = Arrays.stream(steps).map(Math::log).average().orElseThrow();
    assertThat(logarithms).isBetween(Math.log(0.007), Math.log(0.014)); // around 0.01
    double bound = value(model, "layers.0.mixer.steps.weight").abs().max().item();
    assertThat(bound).isBetween(0.45, 0.5); // rank 4
  }

  private static Tensor value(Mamba model, String name) {
    return Objects.requireNonNull(model.parameters().get(name)).value();
  }

  private static double deviation(Tensor x) {
    return Math.sqrt(x.square().mean().item());
  }

  @Test
  void aFileOfAnotherModelIsRefusedByName(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.safetensors");
    Mamba model = Mambas.random(Mambas.small(true, true, true), random);
    model.save(file);
    Mamba again = new Mamba(model.config());
    again.load(file);
    assertThat(bits(again)).isEqualTo(bits(model));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gpt(GptConfig.of(7, 4, 1, 5, 1)).load(file))
        .withMessage(
            file + " is of another model: restore: there is no layers.0.mixer.conv.bias here");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mamba(MambaConfig.of(7, 2, 5)).load(file))
        .withMessageStartingWith(file + " is of another model: restore: layers.0.mixer.");
  }

  @Test
  void frozenEmbeddingsStay() {
    Mamba model = new Mamba(new MambaConfig(7, 1, 5, 3, 4, 2, 2, true, true, false, true));
    assertThat(
            model.parameters().entrySet().stream()
                .filter(entry -> entry.getValue().isFrozen())
                .map(Map.Entry<String, Parameter>::getKey))
        .containsExactlyInAnyOrder("embedding.weight", "head.weight");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Mamba model = new Mamba(Mambas.small(true, true, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.forward(Tape.inference(), Mambas.tokens(random, 7, 3)))
        .withMessage("mamba: tokens of shape [3] are not sequences of at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.step(model.start(2), Mambas.tokens(random, 7, 3)))
        .withMessage("mamba: tokens of shape [3] for a state of 2 sequences");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MambaConfig(7, 1, 0, 3, 4, 2, 2, true, true, true, false))
        .withMessage(
            "mamba: vocabulary 7, layers 1 and width 0 must be positive, layers at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MambaConfig(7, 1, 5, 0, 4, 2, 2, true, true, true, false))
        .withMessage("mamba: states 0, kernel 4, expand 2 and rank 2 must be positive");
  }
}
