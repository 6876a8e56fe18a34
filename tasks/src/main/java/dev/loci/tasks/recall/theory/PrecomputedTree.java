package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Query;
import dev.loci.tasks.recall.theory.Layout.Block;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All answers computed beforehand (Theorem 4.3, second construction; section 4d): a subject's
 * embedding holds the answers of all R^k words of relations, and each of k layers throws away all
 * branches of this tree but one. Width {@code b (R^k + sum_{l=0..k} R^(k-l)) + R + (k + 1) + k R},
 * hidden width {@code b R^(k-l+1)} in layer l.
 *
 * <pre>
 * E[s].L block (r_1..r_k) = bit(F(s; r_1..r_k))      E[r].Br = onehot(r)      Pos[p].P = onehot(p)
 * layer l: position k sees position l: Br to Dl; in layer 1 also position 0: L to W0
 *   neuron (r, j), j below R^(k-l) b:  g = ReLU(W(l-1)[r R^(k-l) b + j] + Dl[r] - 1)
 *   l &lt; k:  Wl[j] += sum_r g          l = k:  Wk[j] += 2 sum_r g - 1
 * U[a].Wk = c(a)
 * </pre>
 *
 * <p>Only E depends on the facts. For one hop this is the selector.
 */
public record PrecomputedTree(int subjects, int relations, int hops) implements Construction {
  public PrecomputedTree {
    Sizes.require(subjects, relations, hops);
  }

  private int b() {
    return Codes.BITS.width(subjects);
  }

  /** The size of register l: what is left of the tree after l hops. */
  private long left(int l) {
    return Sizes.power(relations, hops - l) * b();
  }

  @Override
  public Layout layout() {
    Layout layout = Layout.empty().with("L", left(0), "the answers of all words of relations");
    for (int l = 0; l <= hops; l++) {
      String holds =
          l == 0
              ? "the answers of the subject asked about"
              : l == hops
                  ? "the code of the answer"
                  : "the branch that is left after hop %d".formatted(l);
      layout = layout.with("W" + l, left(l), holds);
    }
    layout = layout.with("Br", relations, "which relation the token is, one-hot");
    layout = layout.with("P", hops + 1L, "the position, one-hot");
    for (int l = 1; l <= hops; l++) {
      layout = layout.with("D" + l, relations, "relation %d of the question, one-hot".formatted(l));
    }
    return layout;
  }

  @Override
  public GptConfig config() {
    int width = layout().width();
    List<BlockConfig> blocks =
        IntStream.range(0, hops)
            .mapToObj(l ->
                new BlockConfig(
                    l == 0 ? 2 : 1,
                    hops + 1,
                    l == 0 ? Sizes.width(Math.max(left(0), relations)) : relations,
                    false,
                    List.of(Sizes.width(left(l))),
                    true))
            .toList();
    return GptConfig.withoutNorms(subjects + relations, hops + 1, width, true, blocks);
  }

  @Override
  public String explanation() {
    return "A subject's embedding holds the answers to all questions about it, sorted by their"
        + " words of relations. Each layer fetches one relation and keeps only its branch; after"
        + " the last one the answer is left.";
  }

  @Override
  public void embed(Wiring wiring, FactSet facts) {
    Block leaves = layout().block("L");
    int words = leaves.size() / b();
    for (int s = 0; s < subjects; s++) {
      for (int word = 0; word < words; word++) {
        int answer = facts.answerToken(new Query(s, letters(word)));
        for (int i = 0; i < b(); i++) {
          wiring.embed(s, leaves.at(word * b() + i), Codes.BITS.level(answer, i, subjects));
        }
      }
    }
    Answers.embedRelations(wiring, facts, layout().block("Br"));
  }

  /** The relations of a word, by its place in lexicographic order. */
  private int[] letters(int word) {
    int[] letters = new int[hops];
    for (int t = hops - 1; t >= 0; t--) {
      letters[t] = word % relations;
      word /= relations;
    }
    return letters;
  }

  @Override
  public void wire(Wiring wiring, FactSet facts) {
    Layout layout = layout();
    Block p = layout.block("P");
    wiring.numberPositions(p);
    wiring.look(0, 1, p, hops, 0);
    wiring.copy(0, 1, layout.block("L"), layout.block("W0"), 1);
    for (int layer = 0; layer < hops; layer++) {
      Block fetched = layout.block("D" + (layer + 1));
      wiring.look(layer, 0, p, hops, layer + 1);
      wiring.copy(layer, 0, layout.block("Br"), fetched, 1);
      Block from = layout.block("W" + layer);
      Block to = layout.block("W" + (layer + 1));
      if (layer == hops - 1) {
        Answers.select(wiring, layer, from, fetched, to, relations);
      } else {
        prune(wiring, layer, from, fetched, to);
      }
    }
    wiring.decode(Codes.BITS, subjects, layout.block("W" + hops));
  }

  /** Keeps one of R branches as it is. */
  private void prune(Wiring wiring, int layer, Block from, Block fetched, Block to) {
    for (int r = 0; r < relations; r++) {
      for (int j = 0; j < to.size(); j++) {
        int neuron = r * to.size() + j;
        wiring.gate(layer, neuron, from.at(neuron), fetched.at(r));
        wiring.speak(layer, neuron, to.at(j), 1);
      }
    }
  }
}
