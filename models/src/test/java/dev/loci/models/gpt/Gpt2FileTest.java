package dev.loci.models.gpt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Tape;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.SafeTensors;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are written as GPT-2's are, from weights of our own. */
class Gpt2FileTest {
  private static final Tensor TOKENS = Tensor.of(new int[] {4, 0, 6, 2, 1, 5, 5, 3}, 2, 4);

  @TempDir private Path temp;
  private Path file = Path.of("");
  private final Gpt model = new Gpt(GptConfig.of(7, 5, 2, 8, 2));
  private final Map<String, Tensor> tensors = new TreeMap<>();

  @BeforeEach
  void nameTheTensorsAsGpt2Does() {
    file = temp.resolve("gpt2.safetensors");
    RandomStream random = RandomStream.of(5);
    model // biases and gains too
        .state()
        .forEach((name, value) ->
            value.copyFrom(Tensor.randn(random, value.shape().toArray()).mul(0.3)));
    tensors.putAll(gpt2(model.state()));
  }

  /** The tensors of a model by GPT-2's names, as Gpt2File is documented to read them. */
  private static Map<String, Tensor> gpt2(Map<String, Tensor> state) {
    Map<String, Tensor> named = new TreeMap<>();
    state.forEach((name, value) -> {
      String as =
          name.replaceFirst("^embedding", "wte")
              .replaceFirst("^positions", "wpe")
              .replaceFirst("^final_norm", "ln_f")
              .replaceFirst("^layers", "h")
              .replace("norm1", "ln_1")
              .replace("norm2", "ln_2")
              .replace("attention.output", "attn.c_proj")
              .replace("mlp.up", "mlp.c_fc")
              .replace("mlp.down", "mlp.c_proj");
      boolean turned = as.endsWith(".weight") && (as.contains(".attn.") || as.contains(".mlp."));
      named.put(as, turned ? value.transpose().contiguous() : value);
    });
    for (int layer = 0; named.containsKey("h." + layer + ".ln_1.bias"); layer++) {
      String from = "h." + layer + ".attention.";
      String to = "h." + layer + ".attn.c_attn.";
      for (String kind : new String[] {"weight", "bias"}) {
        Tensor q = take(named, from + "query." + kind);
        Tensor k = take(named, from + "key." + kind);
        Tensor v = take(named, from + "value." + kind);
        Tensor all = Tensor.concat(0, q, k, v);
        named.put(to + kind, kind.equals("weight") ? all.transpose().contiguous() : all);
      }
    }
    return named;
  }

  private static Tensor take(Map<String, Tensor> named, String name) {
    return requireNonNull(named.remove(name), name);
  }

  private static Tensor get(Map<String, Tensor> named, String name) {
    return requireNonNull(named.get(name), name);
  }

  private Gpt readBack() throws IOException {
    new SafeTensors(tensors, Map.of("format", "pt")).write(file);
    return Gpt2File.read(file, 2);
  }

  private static float[] logits(Gpt model) {
    return model.forward(Tape.inference(), TOKENS).tensor().toFloatArray();
  }

  @Test
  void theModelThatIsReadSaysTheSame() throws IOException {
    assertThat(tensors)
        .containsKeys("wte.weight", "h.1.attn.c_attn.weight", "h.0.mlp.c_proj.bias", "ln_f.bias");
    assertThat(get(tensors, "h.0.attn.c_attn.weight").shape().toArray()).containsExactly(8, 24);
    assertThat(get(tensors, "h.0.mlp.c_fc.weight").shape().toArray()).containsExactly(8, 32);
    assertThat(logits(readBack())).isEqualTo(logits(model));
  }

  @Test
  void namesMayHaveAPrefixAndFilesAMask() throws IOException {
    Map<String, Tensor> plain = new TreeMap<>(tensors);
    tensors.clear();
    plain.forEach((name, value) -> tensors.put("transformer." + name, value));
    tensors.put("transformer.h.0.attn.bias", Tensor.ones(1, 1, 5, 5));
    tensors.put("lm_head.weight", get(plain, "wte.weight"));
    Gpt read = readBack();
    assertThat(read.config().has(Switch.TIED)).isTrue();
    assertThat(logits(read)).isEqualTo(logits(model));
  }

  @Test
  void anOutputMatrixOfItsOwn() throws IOException {
    tensors.put("lm_head.weight", get(tensors, "wte.weight").mul(2));
    Gpt read = readBack();
    assertThat(read.config().has(Switch.TIED)).isFalse();
    assertThat(read.forward(Tape.inference(), TOKENS).tensor().toFloatArray())
        .isEqualTo(model.forward(Tape.inference(), TOKENS).tensor().mul(2).toFloatArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wte.weight | | there is no tensor wte.weight, but h.0.attn.c_attn.bias, h.0.",
        "h.1.attn.c_proj.weight | | there is no tensor h.1.attn.c_proj.weight, but ",
        "ln_f.bias | | there is no tensor ln_f.bias, but no other",
        "ln_f.bias | 9 | tensor ln_f.bias is float32 [9], expected floats of shape [8]",
        "h.0.mlp.c_fc.weight | 8 | tensor h.0.mlp.c_fc.weight is [8], expected a matrix",
        "wpe.weight | 5 | tensor wpe.weight is [5], expected a matrix",
        "model.norm.weight | 8 | tensor model.norm.weight has no place in GPT-2",
      })
  void anotherLayoutIsRefusedInOneSentence(String name, @Nullable String extent, String sentence) {
    tensors.remove(name);
    if (extent != null) {
      tensors.put(name, Tensor.ones(Integer.parseInt(extent)));
    }
    assertThatThrownBy(this::readBack)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + " is not in GPT-2's layout: " + sentence);
  }

  @Test
  void headsMustDivideTheWidth() throws IOException {
    readBack();
    assertThatThrownBy(() -> Gpt2File.read(file, 3))
        .hasMessageEndingWith("a width of 8 does not divide into 3 heads");
    assertThatThrownBy(() -> Gpt2File.read(file, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file
                + ": a width of 8 does not divide into heads of the usual width 64; heads must say how"
                + " many there are");
  }

  @Test
  void headsThatAreNotSaidAreOfTheUsualWidth() throws IOException {
    Gpt wide = new Gpt(GptConfig.of(7, 5, 1, 192, 3));
    new SafeTensors(gpt2(wide.state()), Map.of()).write(file);
    assertThat(Gpt2File.read(file, 0).config().blocks().getFirst().heads()).isEqualTo(3);
  }

  /** The last state, normalised and decoded, is what the model says. */
  @Test
  void statesLeadToTheLogits() {
    assertThat(model.states(TOKENS)).hasSize(3);
    Tape tape = Tape.inference();
    Tensor last = model.states(TOKENS).getLast();
    Tensor decoded =
        tape.constant(last)
            .layerNorm(
                tape.constant(get(model.state(), "final_norm.weight")),
                tape.constant(get(model.state(), "final_norm.bias")),
                1e-5)
            .matmul(tape.constant(model.embedding().value().transpose()))
            .tensor();
    assertThat(decoded.toFloatArray())
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(logits(model));
  }
}
