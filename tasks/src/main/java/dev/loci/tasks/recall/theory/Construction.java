package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tensor.random.RandomStream;

/**
 * A Transformer whose weights are written by hand so that it recalls every fact. Its width, its
 * layers and where it keeps the facts are what the schemes differ in; all follow section 4 of the
 * derivations for arXiv 2605.12426, whose theorems they make concrete.
 *
 * <p>Symbols: N subjects, R relations, k hops, {@code b = ceil(log2 N)} and {@code m = ceil(log2
 * R)} but at least 1, c(a) in {-1, 1}^b the binary code of a, rho(r) in {-1, 1}^m that of a
 * relation. Blocks of the vector that an embedding's description does not name are 0 in it.
 */
public sealed interface Construction
    permits Selector,
        CodedSelector,
        AttentionOnly,
        KeyValueMemory,
        PrecomputedTree,
        ChainOfThought,
        InterleavedChain,
        DisjointAnswers,
        SuperposedAnswers {
  /** More parameters than this are not built. */
  long MOST_PARAMETERS = 300_000_000;

  int subjects();

  int relations();

  /** The number of hops of the questions that it answers. */
  default int hops() {
    return 1;
  }

  /** Which block of the vector holds what. */
  Layout layout();

  /** The form of the Transformer. */
  GptConfig config();

  /** How questions are put to it. */
  default Form form() {
    return Form.DIRECT;
  }

  /** Whether the facts are in the token embedding alone, so that new ones need no other weight. */
  default boolean factsInEmbedding() {
    return true;
  }

  /** The significant bits that numbers must have at least so that right answers stay ahead. */
  default int significantBits() {
    return Capacity.significantBits(margin());
  }

  /** How far every right answer is ahead of all other tokens, at least. */
  default double margin() {
    return Codes.BITS.margin(subjects());
  }

  /** How it works, in a few sentences for someone who sees its picture. */
  String explanation();

  /** Writes the token embedding, which is all zeros, for these facts. */
  void embed(Wiring wiring, FactSet facts);

  /** Writes everything else. */
  void wire(Wiring wiring, FactSet facts);

  /** Facts of the kind that it recalls, drawn at random. */
  default FactSet draw(RandomStream random) {
    return FactSet.bijections(subjects(), relations(), random);
  }

  /**
   * Builds the model that recalls these facts.
   *
   * @throws IllegalArgumentException if it would have more than {@link #MOST_PARAMETERS}
   */
  default Gpt build(FactSet facts) {
    GptConfig config = config();
    if (config.parameterCount() > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          "construct: the model would have %d parameters, more than the %d allowed"
              .formatted(config.parameterCount(), MOST_PARAMETERS));
    }
    Gpt model = new Gpt(config);
    Wiring wiring = new Wiring(model);
    embed(wiring, facts);
    wire(wiring, facts);
    return model;
  }

  /** Gives a model the token embedding for other facts and leaves all its other weights alone. */
  default void swap(Gpt model, FactSet facts) {
    Wiring wiring = new Wiring(model);
    wiring.clearEmbedding();
    embed(wiring, facts);
  }
}
