package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.theory.Layout.Block;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Key-value memory (Theorem 4.3, first construction; section 4c): k layers, width {@code 2b + 2m +
 * k + 1}, and a neuron for each fact in every layer, {@code N R}. The active token is the last one,
 * position k.
 *
 * <pre>
 * E[s].A = c(s)      E[r].Br = rho(r)      Pos[p].P = onehot(p)
 * layer l: position k sees position l: Br is added to D; in layer 1 also position 0: A to C
 *   neuron (s', r'): h = ReLU(&lt;c(s'), C&gt; + &lt;rho(r'), D&gt; - (b + m - 1))   1 iff C = c(s'), D = rho(r')
 *   C += h (c(f_r'(s')) - c(s'))      D -= h rho(r')
 * U[a].C = c(a)
 * </pre>
 *
 * <p>The facts are in the MLP; the embedding knows none, so swapping it changes nothing.
 */
public record KeyValueMemory(int subjects, int relations, int hops) implements Construction {
  public KeyValueMemory {
    Sizes.require(subjects, relations, hops);
  }

  private int b() {
    return Codes.BITS.width(subjects);
  }

  private int m() {
    return Codes.BITS.width(relations);
  }

  @Override
  public Layout layout() {
    return Layout.empty()
        .with("A", b(), "the code of the token, if it is a subject")
        .with("Br", m(), "the code of the token, if it is a relation")
        .with("P", hops + 1L, "the position, one-hot")
        .with("C", b(), "the code of the current subject")
        .with("D", m(), "the code of the relation to follow");
  }

  @Override
  public GptConfig config() {
    if ((long) subjects * relations > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "construct: %d subjects times %d relations are more neurons than a layer can have"
              .formatted(subjects, relations));
    }
    List<Integer> hidden = List.of(subjects * relations);
    BlockConfig first = new BlockConfig(2, hops + 1, Math.max(b(), m()), false, hidden, true);
    BlockConfig later = new BlockConfig(1, hops + 1, m(), false, hidden, true);
    return GptConfig.withoutNorms(
        subjects + relations,
        hops + 1,
        layout().width(),
        true,
        IntStream.range(0, hops).mapToObj(l -> l == 0 ? first : later).toList());
  }

  @Override
  public boolean factsInEmbedding() {
    return false;
  }

  @Override
  public String explanation() {
    return "Each layer fetches the next relation and has a neuron for every fact. The one neuron"
        + " whose subject and relation are both there replaces the current subject by the answer.";
  }

  @Override
  public void embed(Wiring wiring, FactSet facts) {
    Block a = layout().block("A");
    for (int s = 0; s < subjects; s++) {
      for (int i = 0; i < b(); i++) {
        wiring.embed(s, a.at(i), Codes.BITS.sign(s, i, subjects));
      }
    }
    Answers.embedRelationCodes(wiring, facts, layout().block("Br"));
  }

  @Override
  public void wire(Wiring wiring, FactSet facts) {
    Layout layout = layout();
    Block p = layout.block("P");
    Block c = layout.block("C");
    Block d = layout.block("D");
    wiring.numberPositions(p);
    wiring.look(0, 1, p, hops, 0);
    wiring.copy(0, 1, layout.block("A"), c, 1);
    for (int layer = 0; layer < hops; layer++) {
      wiring.look(layer, 0, p, hops, layer + 1);
      wiring.copy(layer, 0, layout.block("Br"), d, 1);
      for (int s = 0; s < subjects; s++) {
        for (int r = 0; r < relations; r++) {
          store(wiring, layer, c, d, new int[] {s, r, facts.answer(s, r)});
        }
      }
    }
    wiring.decode(Codes.BITS, subjects, c);
  }

  /** Writes a fact, {subject, relation, answer}, into its neuron. */
  private void store(Wiring wiring, int layer, Block c, Block d, int[] fact) {
    int neuron = fact[0] * relations + fact[1];
    for (int i = 0; i < c.size(); i++) {
      double key = Codes.BITS.sign(fact[0], i, subjects);
      wiring.feel(layer, 0, neuron, c.at(i), key);
      wiring.speak(layer, neuron, c.at(i), Codes.BITS.sign(fact[2], i, subjects) - key);
    }
    for (int j = 0; j < d.size(); j++) {
      double key = Codes.BITS.sign(fact[1], j, relations);
      wiring.feel(layer, 0, neuron, d.at(j), key);
      wiring.speak(layer, neuron, d.at(j), -key);
    }
    wiring.bias(layer, 0, neuron, 1 - c.size() - d.size());
  }
}
