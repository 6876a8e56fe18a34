package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.theory.Layout.Block;
import java.util.List;

/**
 * Chain of thought with relations and answers in turn (section 1.2's other layout): one layer
 * answers any number of hops. The sequence is {@code [s, r_1, a_1, r_2, a_2, ..]}, so each relation
 * follows the subject that it is asked of, and width {@code R b + R + b + 2} is that of one hop and
 * two coordinates for the position, whatever k.
 *
 * <pre>
 * E[s].T block r = bit(f_r(s))      E[r].Q = onehot(r)      Pos[p].P = (cos pt, sin pt), t = pi / k
 * head: score of p on q = beta cos((p - 1 - q) t), largest at q = p - 1: T to T
 * neuron (r, i): g = ReLU(T[r, i] + Q[r] - 1)      O[i] += 2 sum_r g[r, i] - 1
 * U[a].O = c(a)
 * </pre>
 *
 * <p>Neighbours score {@code beta (1 - cos t)} less, of which beta makes so much that they get
 * nothing in float32. Only E depends on the facts.
 */
public record InterleavedChain(int subjects, int relations, int hops) implements Construction {
  public InterleavedChain {
    Sizes.require(subjects, relations, hops);
  }

  private int b() {
    return Codes.BITS.width(subjects);
  }

  /** Positions 0 to 2k - 1 are the corners of a polygon. */
  private double angle() {
    return Math.PI / hops;
  }

  @Override
  public Form form() {
    return Form.INTERLEAVED;
  }

  @Override
  public Layout layout() {
    return Layout.empty()
        .with("T", (long) relations * b(), "the subject's answers, one block for each relation")
        .with("Q", relations, "which relation is asked, one-hot")
        .with("P", 2, "the position, on a circle")
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
        List.of(new BlockConfig(1, 2, wide, false, List.of(wide), true)));
  }

  @Override
  public int significantBits() {
    return Capacity.significantBits(Math.min(margin(), 1 - StrictMath.cos(angle())));
  }

  @Override
  public String explanation() {
    return "Every relation stands right behind its subject. One head looks one token back and"
        + " brings that subject's answers, and gates select as in the selector. The answer that is"
        + " written down is the subject of the next relation.";
  }

  @Override
  public void embed(Wiring wiring, FactSet facts) {
    Answers.embed(wiring, facts, layout().block("T"), Codes.BITS);
    Answers.embedRelations(wiring, facts, layout().block("Q"));
  }

  @Override
  public void wire(Wiring wiring, FactSet facts) {
    Layout layout = layout();
    Block t = layout.block("T");
    lookBack(wiring, layout.block("P"));
    wiring.copy(0, 0, t, t, 1);
    Answers.select(wiring, 0, t, layout.block("Q"), layout.block("O"), relations);
    wiring.decode(Codes.BITS, subjects, layout.block("O"));
  }

  /** The query turns the position back by one. */
  private void lookBack(Wiring wiring, Block p) {
    double cos = StrictMath.cos(angle());
    double sin = StrictMath.sin(angle());
    double beta = Wiring.SHARP / (1 - cos);
    for (int at = 0; at < 2 * hops; at++) {
      wiring.position(at, p.at(0), StrictMath.cos(at * angle()));
      wiring.position(at, p.at(1), StrictMath.sin(at * angle()));
    }
    double[][] back = {{cos, sin}, {-sin, cos}};
    for (int i = 0; i < 2; i++) {
      wiring.key(0, 0, i, p.at(i), 1);
      for (int j = 0; j < 2; j++) {
        wiring.query(0, 0, i, p.at(j), beta * back[i][j]);
      }
    }
  }
}
