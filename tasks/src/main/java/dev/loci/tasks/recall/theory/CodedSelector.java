package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.theory.Layout.Block;
import java.util.List;

/**
 * The selector with relations in binary code (Theorem 4.1 with its 3-layer MLP; section 4a, variant
 * B): one layer, width {@code R b + m + b}, hidden layers of {@code R b + R} and {@code R b}.
 *
 * <pre>
 * E[s].T block r = bit(f_r(s))      E[r].Q = rho(r)
 * layer 1: p[r, i] = ReLU(T[r, i])                     passed through
 *          ind[r]  = ReLU(&lt;rho(r), Q&gt; - (m - 1))       1 for the relation asked, else 0
 * layer 2: g[r, i] = ReLU(p[r, i] + ind[r] - 1)
 * output   O[i] += 2 sum_r g[r, i] - 1
 * </pre>
 *
 * <p>Only E depends on the facts.
 */
public record CodedSelector(int subjects, int relations) implements Construction {
  public CodedSelector {
    Sizes.require(subjects, relations, 1);
  }

  private int b() {
    return Codes.BITS.width(subjects);
  }

  @Override
  public Layout layout() {
    return Layout.empty()
        .with("T", (long) relations * b(), "the subject's answers, one block for each relation")
        .with("Q", Codes.BITS.width(relations), "which relation is asked, in binary code")
        .with("O", b(), "the code of the answer");
  }

  @Override
  public GptConfig config() {
    int wide = relations * b();
    return GptConfig.withoutNorms(
        subjects + relations,
        2,
        layout().width(),
        false,
        List.of(new BlockConfig(1, 1, wide, false, List.of(wide + relations, wide), true)));
  }

  @Override
  public String explanation() {
    return "As the selector, but relations are in binary code: a first hidden layer recognises the"
        + " relation, a second one lets its block through.";
  }

  @Override
  public void embed(Wiring wiring, FactSet facts) {
    Answers.embed(wiring, facts, layout().block("T"), Codes.BITS);
    Answers.embedRelationCodes(wiring, facts, layout().block("Q"));
  }

  @Override
  public void wire(Wiring wiring, FactSet facts) {
    Block t = layout().block("T");
    Block q = layout().block("Q");
    Block o = layout().block("O");
    wiring.copy(0, 0, t, t, 2);
    for (int r = 0; r < relations; r++) {
      int indicator = t.size() + r;
      for (int j = 0; j < q.size(); j++) {
        wiring.feel(0, 0, indicator, q.at(j), Codes.BITS.sign(r, j, relations));
      }
      wiring.bias(0, 0, indicator, 1 - q.size());
      for (int i = 0; i < b(); i++) {
        int neuron = r * b() + i;
        wiring.feel(0, 0, neuron, t.at(neuron), 1);
        wiring.feel(0, 1, neuron, neuron, 1);
        wiring.feel(0, 1, neuron, indicator, 1);
        wiring.bias(0, 1, neuron, -1);
        wiring.speak(0, neuron, o.at(i), 2);
      }
    }
    for (int i = 0; i < o.size(); i++) {
      wiring.speakAlways(0, o.at(i), -1);
    }
    wiring.decode(Codes.BITS, subjects, o);
  }
}
