package dev.loci.models.gpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Tape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a logit's bits depend on: the tokens up to its own, and nothing else. */
class GptProperties {
  private static final int VOCABULARY = 37;
  private static final int CONTEXT = 33;

  private static Gpt model(RandomStream random) {
    int size = 1 + random.below(16);
    int heads = 1 + random.below(4);
    var switches = Gpts.allSwitches();
    return Gpts.random(
        Gpts.config(
            VOCABULARY,
            CONTEXT,
            random.below(3),
            size * heads,
            heads,
            switches.get(random.below(switches.size()))),
        random);
  }

  private static Tensor logits(Gpt model, Tensor tokens) {
    return model.forward(Tape.inference(), tokens).tensor();
  }

  private static Tensor randomTokens(RandomStream random) {
    return Gpts.tokens(random, VOCABULARY, 1 + random.below(5), 1 + random.below(CONTEXT));
  }

  private static void assertSameBits(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toFloatArray()).isEqualTo(expected.toFloatArray());
  }

  @Property(tries = 60)
  void laterTokensChangeNothing(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    Gpt model = model(random);
    Tensor tokens = randomTokens(random);
    int length = tokens.shape().dim(1);
    int same = random.below(length);
    Tensor others = Gpts.tokens(random, VOCABULARY, tokens.shape().toArray());
    others.slice(1, 0, same).copyFrom(tokens.slice(1, 0, same));
    assertSameBits(
        logits(model, others).slice(1, 0, same), logits(model, tokens).slice(1, 0, same));
  }

  @Property(tries = 60)
  void aPrefixAloneGivesTheSameBits(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    Gpt model = model(random);
    Tensor tokens = randomTokens(random);
    int prefix = 1 + random.below(tokens.shape().dim(1));
    assertSameBits(
        logits(model, tokens.slice(1, 0, prefix).copy()),
        logits(model, tokens).slice(1, 0, prefix));
  }

  @Property(tries = 60)
  void aSequenceAloneGivesTheSameBitsAsInABatch(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    Gpt model = model(random);
    Tensor tokens = randomTokens(random);
    Tensor together = logits(model, tokens);
    for (int b = 0; b < tokens.shape().dim(0); b++) {
      assertSameBits(logits(model, tokens.slice(0, b, b + 1).copy()), together.slice(0, b, b + 1));
    }
  }

  @Property(tries = 60)
  void logitsOfSomePositionsAreThoseOfAll(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    Gpt model = model(random);
    Tensor tokens = randomTokens(random);
    int[] positions = new int[random.below(2 * tokens.size())];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = random.below(tokens.size());
    }
    Tensor some = Tensor.wrap(positions, positions.length);
    assertSameBits(
        model.forward(Tape.inference(), tokens, some, null).tensor(),
        logits(model, tokens).reshape(tokens.size(), VOCABULARY).gather(some));
  }

  @Property(tries = 20)
  void recordingChangesNothing(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    Gpt model = model(random);
    Tensor tokens = randomTokens(random);
    assertSameBits(model.forward(new Tape(), tokens).tensor(), logits(model, tokens));
  }

  /** Were the logits constant, the properties above would say nothing. */
  @Example
  void everyTokenUpToItsOwnCounts() {
    RandomStream random = RandomStream.of(3);
    Gpt model = Gpts.random(GptConfig.of(VOCABULARY, CONTEXT, 2, 24, 3), random);
    Tensor tokens = Gpts.tokens(random, VOCABULARY, 1, 9);
    float[] last = logits(model, tokens).select(1, 8).toFloatArray();
    for (int t = 0; t < 9; t++) {
      Tensor others = tokens.copy();
      others.set((tokens.get(0, t) + 1) % VOCABULARY, 0, t);
      assertThat(logits(model, others).select(1, 8).toFloatArray()).isNotEqualTo(last);
    }
  }
}
