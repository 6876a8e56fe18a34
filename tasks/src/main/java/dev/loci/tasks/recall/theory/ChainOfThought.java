package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.theory.Layout.Block;
import java.util.List;

/**
 * Chain of thought (Theorem 4.4; section 4e): one layer answers any number of hops, because each
 * token that it writes resolves one. Width {@code R b + 2R + 2k + b}, a hidden layer of {@code R
 * b}. The sequence is {@code [s, r_1..r_k, a_1..]}; positions k to 2k - 1 say the answers.
 *
 * <pre>
 * E[s].T block r = bit(f_r(s))      E[r].Br = onehot(r)      Pos[p].P = onehot(p)
 * head 1: position k sees position 0, later ones position 1, whose T is 0: T to T
 * head 2: position p sees position p - k + 1: Br to D
 * neuron (r, i): g = ReLU(T[r, i] + D[r] - 1)      O[i] += 2 sum_r g[r, i] - 1
 * U[a].O = c(a)
 * </pre>
 *
 * <p>At position k the token is r_k, and T comes from s; later the token is the answer before,
 * which brings its own T. Only E depends on the facts.
 */
public record ChainOfThought(int subjects, int relations, int hops) implements Construction {
  public ChainOfThought {
    Sizes.require(subjects, relations, hops);
  }

  private int b() {
    return Codes.BITS.width(subjects);
  }

  @Override
  public Form form() {
    return Form.CHAIN;
  }

  @Override
  public Layout layout() {
    return Layout.empty()
        .with("T", (long) relations * b(), "the subject's answers, one block for each relation")
        .with("Br", relations, "which relation the token is, one-hot")
        .with("D", relations, "the relation to follow now, one-hot")
        .with("P", 2L * hops, "the position, one-hot")
        .with("O", b(), "the code of the answer");
  }

  @Override
  public GptConfig config() {
    int wide = relations * b();
    return GptConfig.withoutNorms(
        subjects + relations,
        2 * hops,
        layout().width(),
        true,
        List.of(new BlockConfig(2, 2 * hops, wide, false, List.of(wide), true)));
  }

  @Override
  public String explanation() {
    return "One hop at a time: one head brings the answers of the current subject, the other the"
        + " relation whose turn it is, and gates select as in the selector. The answer is written"
        + " down and is the subject of the next hop.";
  }

  @Override
  public void embed(Wiring wiring, FactSet facts) {
    Answers.embed(wiring, facts, layout().block("T"), Codes.BITS);
    Answers.embedRelations(wiring, facts, layout().block("Br"));
  }

  @Override
  public void wire(Wiring wiring, FactSet facts) {
    Layout layout = layout();
    Block t = layout.block("T");
    Block p = layout.block("P");
    wiring.numberPositions(p);
    for (int at = hops; at < 2 * hops; at++) {
      wiring.look(0, 0, p, at, at == hops ? 0 : 1);
      wiring.look(0, 1, p, at, at - hops + 1);
    }
    wiring.copy(0, 0, t, t, 1);
    wiring.copy(0, 1, layout.block("Br"), layout.block("D"), 1);
    Answers.select(wiring, 0, t, layout.block("D"), layout.block("O"), relations);
    wiring.decode(Codes.BITS, subjects, layout.block("O"));
  }
}
