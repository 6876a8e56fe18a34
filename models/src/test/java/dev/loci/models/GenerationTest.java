package dev.loci.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Tape;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.models.mamba.Mamba;
import dev.loci.models.mamba.MambaConfig;
import dev.loci.models.mamba.MambaInitializer;
import dev.loci.nn.Precision;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated tokens are those that the model's logits for whole sequences choose. */
class GenerationTest {
  private static final int VOCABULARY = 61;

  private final Tensor prompts = prompts(23, 3);

  static List<SequenceModel> models() {
    Mamba rounding = mamba();
    rounding.setPrecision(Precision.BFLOAT16);
    return List.of(gpt(), mamba(), rounding);
  }

  private static Gpt gpt() {
    Gpt model = new Gpt(GptConfig.of(VOCABULARY, 12, 2, 24, 3));
    GptInitializer.normal(RandomStream.of(4), 0.4, 0.4).initialize(model);
    return model;
  }

  private static Mamba mamba() {
    Mamba model = new Mamba(MambaConfig.of(VOCABULARY, 1, 16));
    MambaInitializer.of(RandomStream.of(4), 0.4).initialize(model);
    return model;
  }

  private static Tensor prompts(int count, int length) {
    RandomStream random = RandomStream.of(5);
    int[] ids = new int[count * length];
    Arrays.setAll(ids, i -> random.below(VOCABULARY));
    return Tensor.wrap(ids, count, length);
  }

  /** The logits after whole sequences, computed anew. */
  private static Tensor lastLogits(SequenceModel model, Tensor tokens) {
    int last = tokens.shape().dim(1) - 1;
    return model.forward(Tape.inference(), tokens).tensor().select(1, last);
  }

  private static Tensor greedyAnew(SequenceModel model, Tensor prompts, int count) {
    Tensor tokens = prompts;
    for (int i = 0; i < count; i++) {
      Tape tape = Tape.inference();
      Tensor next = tape.constant(lastLogits(model, tokens)).argmax(1).tensor();
      tokens = Tensor.concat(1, tokens, next.unsqueeze(1));
    }
    return tokens.slice(1, prompts.shape().dim(1), tokens.shape().dim(1));
  }

  @ParameterizedTest
  @MethodSource("models")
  void partsGiveTheBitsOfTheWhole(SequenceModel model) {
    Tensor tokens = prompts(5, 12);
    Tensor expected = model.forward(Tape.inference(), tokens).tensor(); // (B, T, V)
    int[] ends = {3, 4, 9, 10, 12};
    Decoder decoder = model.decoder(5, 12);
    int read = 0;
    for (int end : ends) {
      assertThat(decoder.read(tokens.slice(1, read, end)).toFloatArray())
          .as("after %d", end)
          .isEqualTo(expected.select(1, end - 1).toFloatArray());
      read = end;
    }
    assertThatThrownBy(() -> decoder.read(tokens.slice(0, 0, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 sequences");
    assertThatThrownBy(() -> decoder.read(tokens.select(1, 0)))
        .hasMessageContaining("tokens of shape [5] for a decoder of 5 sequences");
  }

  @ParameterizedTest
  @MethodSource("models")
  void greedyTokensAreTheMostLikely(SequenceModel model) {
    Tensor tokens = Generation.greedy(model, prompts, 9);
    assertThat(tokens.toIntArray()).isEqualTo(greedyAnew(model, prompts, 9).toIntArray());
    assertThat(Arrays.stream(tokens.toIntArray()).distinct().count()).isGreaterThan(5);
  }

  @ParameterizedTest
  @MethodSource("models")
  void otherSequencesChangeNothing(SequenceModel model) {
    Tensor greedy = Generation.greedy(model, prompts, 4);
    Sampling sampling = new Sampling(1, 7, RandomStream.of(1));
    Tensor sampled = Generation.sample(model, prompts, 4, sampling);
    Tensor some = prompts.slice(0, 0, 5);
    assertThat(Generation.greedy(model, some, 4).toIntArray())
        .isEqualTo(greedy.slice(0, 0, 5).toIntArray());
    assertThat(Generation.sample(model, some, 4, sampling).toIntArray())
        .isEqualTo(sampled.slice(0, 0, 5).toIntArray());
  }

  /** More sequences than are taken at once, with logits that say which token comes next. */
  @Test
  void manySequencesAreTakenInGroups() {
    int vocabulary = 1 << 17; // 32 at once
    Gpt model = new Gpt(GptConfig.of(vocabulary, 4, 0, 4, 1));
    GptInitializer.normal(RandomStream.of(4), 1, 1).initialize(model);
    int[] ids = new int[70];
    Arrays.setAll(ids, i -> 1000 * i + 7);
    Tensor all = Tensor.wrap(ids, 70, 1);
    Tensor tokens = Generation.greedy(model, all, 2);
    for (int i : new int[] {0, 31, 32, 64, 69}) {
      assertThat(tokens.slice(0, i, i + 1).toIntArray())
          .isEqualTo(greedyAnew(model, all.slice(0, i, i + 1).copy(), 2).toIntArray());
    }
    Sampling sampling = new Sampling(0.5, 3, RandomStream.of(2));
    Tensor drawn = Generation.sample(model, all, 1, sampling);
    Tensor logits = lastLogits(model, all);
    assertThat(drawn.get(40, 0))
        .isEqualTo(sampling.choose(40, 0, logits.select(0, 40).toDoubleArray()));
  }

  /** What a group holds does not grow with the sequences, nor with their length. */
  @Test
  void longSequencesAreTakenInSmallerGroups() {
    Gpt model = new Gpt(GptConfig.of(5, 64, 0, 256, 1));
    List<Object> groups = new ArrayList<>();
    InvocationHandler counting =
        (proxy, method, arguments) -> {
          if (method.getName().equals("decoder")) {
            groups.add(arguments[0]);
          }
          return method.invoke(model, arguments);
        };
    ClassLoader loader = SequenceModel.class.getClassLoader();
    Class<?>[] types = {SequenceModel.class};
    SequenceModel counted = (SequenceModel) Proxy.newProxyInstance(loader, types, counting);
    Generation.greedy(counted, Tensor.zeros(DType.INT32, Shape.of(300, 64)), 1);
    assertThat(groups).containsExactly(252, 48); // 65 x 256 numbers for each
  }

  @ParameterizedTest
  @MethodSource("models")
  void theLastPositionOfTheModelIsOfUse(SequenceModel model) {
    assertThat(Generation.greedy(model, prompts, 10).shape().dim(1)).isEqualTo(10); // 3 + 10 - 1
    assertThat(Generation.greedy(model, prompts, 0).size()).isZero();
  }

  @Test
  void float64ModelsGenerateToo() {
    Gpt model = gpt();
    model.convert(DType.FLOAT64);
    assertThat(Generation.greedy(model, prompts, 6).toIntArray())
        .isEqualTo(greedyAnew(model, prompts, 6).toIntArray());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Generation.greedy(gpt(), prompts, 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gpt: sequences of 13 tokens are longer than the 12 positions of the model");
    assertThatThrownBy(() -> Generation.greedy(gpt(), prompts.select(0, 0), 1))
        .hasMessage("generation: 1 tokens after prompts of shape [3]");
    assertThatThrownBy(() -> Generation.greedy(gpt(), prompts, -1))
        .hasMessage("generation: -1 tokens after prompts of shape [23, 3]");
    Gpt rounding = gpt();
    rounding.setPrecision(Precision.BFLOAT16);
    assertThatThrownBy(() -> Generation.greedy(rounding, prompts, 1))
        .hasMessage(
            "gpt: a decoder attends in FULL precision only, and the model computes in BFLOAT16");
  }

  @Test
  void aNaNIsRefused() {
    Gpt model = gpt();
    model.embedding().value().fill(Double.NaN);
    assertThatThrownBy(() -> Generation.greedy(model, prompts, 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("generation: there is a NaN among the logits");
    assertThatThrownBy(
            () -> Generation.sample(model, prompts, 1, new Sampling(1, 0, RandomStream.of(1))))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("sampling: there is a logit of NaN");
  }
}
