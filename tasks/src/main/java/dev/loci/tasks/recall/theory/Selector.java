package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.theory.Layout.Block;
import java.util.List;

/**
 * The relation-conditioned selector (Theorem 4.1; sections 4a and 4a'): one layer, width {@code R b
 * + R + b}, a hidden layer of {@code R b}. With codes on the circle b is 2, whatever N.
 *
 * <pre>
 * E[s].T block r = z(f_r(s))      E[r].Q = onehot(r)
 * attention      T of the last token = 2 * mean(T(s), 0) = T(s)
 * neuron (r, i)  g = ReLU(T[r, i] + Q[r] - 1)     passes block r and stops all others
 * output         O[i] += 2 sum_r g[r, i] - 1      = u_i(f_r(s))
 * U[a].O = u(a)
 * </pre>
 *
 * <p>Only E depends on the facts: a subject's embedding is the superposition of its answers.
 */
public record Selector(int subjects, int relations, Codes codes) implements Construction {
  public Selector {
    Sizes.require(subjects, relations, 1);
  }

  private int b() {
    return codes.width(subjects);
  }

  @Override
  public Layout layout() {
    return Layout.empty()
        .with("T", (long) relations * b(), "the subject's answers, one block for each relation")
        .with("Q", relations, "which relation is asked, one-hot")
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
        List.of(new BlockConfig(1, 1, wide, false, List.of(wide), true)));
  }

  @Override
  public double margin() {
    return codes.margin(subjects);
  }

  @Override
  public String explanation() {
    return "A subject's embedding holds the answers of all relations side by side. Attention brings"
        + " them to the relation's token, gates let the block of that relation through, and the"
        + " output matrix decodes it.";
  }

  @Override
  public void embed(Wiring wiring, FactSet facts) {
    Answers.embed(wiring, facts, layout().block("T"), codes);
    Answers.embedRelations(wiring, facts, layout().block("Q"));
  }

  @Override
  public void wire(Wiring wiring, FactSet facts) {
    Block t = layout().block("T");
    Block o = layout().block("O");
    wiring.copy(0, 0, t, t, 2);
    Answers.select(wiring, 0, t, layout().block("Q"), o, relations);
    wiring.decode(codes, subjects, o);
  }
}
