package dev.loci.models.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Tape;
import dev.loci.models.Decoder;
import dev.loci.tensor.Compute;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;

/** Reading token by token with a cache gives the bits of the whole sequence at once. */
class GptDecoderProperties {
  private static final int VOCABULARY = 37;
  private static final int CONTEXT = 70; // more than two vectors, and than the lanes of a sum

  private final int threadsBefore = Compute.threads();

  @AfterProperty
  void restore() {
    Compute.setThreads(threadsBefore);
    String mode = System.getProperty("loci.kernels", "auto");
    Compute.select(Compute.Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
  }

  private static Gpt model(RandomStream random) {
    int size = 1 + random.below(20);
    int heads = 1 + random.below(4);
    var switches = Gpts.allSwitches();
    GptConfig usual =
        Gpts.config(
            VOCABULARY,
            CONTEXT,
            random.below(3),
            size * heads,
            heads,
            switches.get(random.below(switches.size())));
    return Gpts.random(random.below(2) == 0 ? usual : Gpts.withDrawnBlocks(usual, random), random);
  }

  /** Reads parts of random lengths and compares what comes after each. */
  private static void check(Gpt model, Tensor tokens, RandomStream random) {
    int length = tokens.shape().dim(1);
    Tensor expected = model.forward(Tape.inference(), tokens).tensor(); // (B, T, V)
    int room = length + random.below(CONTEXT - length + 1);
    Decoder decoder = model.decoder(tokens.shape().dim(0), room);
    for (int read = 0; read < length; ) {
      int next = read + 1 + (random.below(2) == 0 ? 0 : random.below(length - read));
      Tensor logits = decoder.read(tokens.slice(1, read, next));
      assertThat(logits.toDoubleArray())
          .as("after %d", next)
          .isEqualTo(expected.select(1, next - 1).toDoubleArray());
      read = next;
    }
  }

  @Property(tries = 80)
  void theBitsAreThoseOfTheWholeSequence(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    Gpt model = model(random);
    if (random.below(4) == 0) {
      model.convert(DType.FLOAT64);
    }
    Tensor tokens = Gpts.tokens(random, VOCABULARY, 1 + random.below(5), 1 + random.below(CONTEXT));
    check(model, tokens, random);
  }

  /** Whole sequences by scalar kernels on one thread, token by token otherwise. */
  @Property(tries = 12)
  void neitherKernelsNorThreadsChangeABit(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    Gpt model = Gpts.random(GptConfig.of(VOCABULARY, CONTEXT, 1, 24, 3), random);
    Tensor tokens = Gpts.tokens(random, VOCABULARY, 60, 20 + random.below(50));
    Compute.setThreads(1);
    Compute.select(Compute.Mode.SCALAR);
    int length = tokens.shape().dim(1);
    double[] expected =
        model.forward(Tape.inference(), tokens).tensor().select(1, length - 1).toDoubleArray();
    for (Compute.Mode mode : new Compute.Mode[] {Compute.Mode.SCALAR, Compute.Mode.SIMD}) {
      for (int threads = 1; threads <= 2; threads++) {
        Compute.setThreads(threads);
        Compute.select(mode);
        Decoder decoder = model.decoder(60, CONTEXT);
        decoder.read(tokens.slice(1, 0, length - 3));
        decoder.read(tokens.slice(1, length - 3, length - 1));
        assertThat(decoder.read(tokens.slice(1, length - 1, length)).toDoubleArray())
            .as("%s on %d threads", mode, threads)
            .isEqualTo(expected);
      }
    }
  }

  @Example
  void whatIsRefusedHasNotBeenRead() {
    RandomStream random = RandomStream.of(3);
    Gpt model = Gpts.random(GptConfig.of(VOCABULARY, 8, 2, 12, 2), random);
    Tensor tokens = Gpts.tokens(random, VOCABULARY, 3, 6);
    Decoder decoder = model.decoder(3, 6);
    decoder.read(tokens.slice(1, 0, 4));
    assertThatThrownBy(() -> decoder.read(tokens.slice(1, 0, 3)))
        .hasMessage("gpt: 3 tokens after 4 are more than the 6 that the decoder has room for");
    assertThatThrownBy(() -> decoder.read(tokens.slice(0, 0, 2)))
        .hasMessage("gpt: tokens of shape [2, 6] for a decoder of 3 sequences");
    assertThatThrownBy(() -> decoder.read(tokens.slice(1, 0, 0)))
        .hasMessage("gpt: tokens of shape [3, 0] for a decoder of 3 sequences");
    Tensor unknown = Tensor.full(DType.INT32, tokens.slice(1, 0, 2).shape(), VOCABULARY);
    assertThatThrownBy(() -> decoder.read(unknown)).hasMessageContaining("" + VOCABULARY);
    assertThat(decoder.read(tokens.slice(1, 4, 6)).toFloatArray())
        .isEqualTo(model.forward(Tape.inference(), tokens).tensor().select(1, 5).toFloatArray());
    assertThatThrownBy(() -> model.decoder(3, 9))
        .hasMessage("gpt: sequences of 9 tokens are longer than the 8 positions of the model");
    assertThatThrownBy(() -> model.decoder(0, 3))
        .hasMessage("gpt: a decoder of 0 sequences of 3 tokens");
  }
}
