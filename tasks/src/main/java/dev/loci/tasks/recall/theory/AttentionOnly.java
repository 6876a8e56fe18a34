package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.theory.Layout.Block;
import java.util.List;

/**
 * Recall by attention alone (Theorem 4.1, its remark; section 4b): one layer of R heads and no MLP,
 * width {@code R b + R + b + 2}. Head r looks at the subject only if relation r is asked, and else
 * at its own token, where there is nothing to see.
 *
 * <pre>
 * E[s].T block r = c(f_r(s)), isSubject = 1      E[r].Q = onehot(r), isRelation = 1
 * head r: query = (beta Q[r], beta/2 isRelation)  key = (isSubject, isRelation)
 *         value = T block r, added to O
 * </pre>
 *
 * <p>With {@code eps = 1 / (1 + e^(beta/2))} the head of the relation adds {@code (1 - eps)
 * c(f_r(s))} and each other at most eps per coordinate, so the margin is {@code min(2, b) (1 - R
 * eps)} or more; {@code beta = 2 ln(2 b R) + 4} keeps R eps below 0.07.
 */
public record AttentionOnly(int subjects, int relations) implements Construction {
  public AttentionOnly {
    Sizes.require(subjects, relations, 1);
  }

  private int b() {
    return Codes.BITS.width(subjects);
  }

  private double beta() {
    return 2 * StrictMath.log(2.0 * b() * relations) + 4;
  }

  @Override
  public Layout layout() {
    return Layout.empty()
        .with("T", (long) relations * b(), "the subject's answers, one block for each relation")
        .with("Q", relations, "which relation is asked, one-hot")
        .with("O", b(), "the code of the answer")
        .with("isSubject", 1, "1 in subjects")
        .with("isRelation", 1, "1 in relations");
  }

  @Override
  public GptConfig config() {
    return GptConfig.withoutNorms(
        subjects + relations,
        2,
        layout().width(),
        false,
        List.of(new BlockConfig(relations, 2, b(), false, List.of(), true)));
  }

  @Override
  public double margin() {
    double stray = 1 / (1 + StrictMath.exp(beta() / 2));
    return Codes.BITS.margin(subjects) * (1 - relations * stray);
  }

  @Override
  public String explanation() {
    return "Each relation has a head. The head of the relation that is asked looks at the subject"
        + " and copies its block of the answers to the output; the other heads look at the"
        + " relation's own token, where that block is empty.";
  }

  @Override
  public void embed(Wiring wiring, FactSet facts) {
    Answers.embedSigns(wiring, facts, layout().block("T"));
    Answers.embedRelations(wiring, facts, layout().block("Q"));
    for (int s = 0; s < subjects; s++) {
      wiring.embed(s, layout().block("isSubject").at(0), 1);
    }
    for (int r = 0; r < relations; r++) {
      wiring.embed(facts.relationToken(r), layout().block("isRelation").at(0), 1);
    }
  }

  @Override
  public void wire(Wiring wiring, FactSet facts) {
    Layout layout = layout();
    Block t = layout.block("T");
    int isSubject = layout.block("isSubject").at(0);
    int isRelation = layout.block("isRelation").at(0);
    for (int r = 0; r < relations; r++) {
      wiring.query(0, r, 0, layout.block("Q").at(r), beta());
      wiring.query(0, r, 1, isRelation, beta() / 2);
      wiring.key(0, r, 0, isSubject, 1);
      wiring.key(0, r, 1, isRelation, 1);
      Block own = new Block("T " + r, t.at(r * b()), b(), "the answers of relation " + r);
      wiring.copy(0, r, own, layout.block("O"), 1);
    }
    wiring.decode(Codes.BITS, subjects, layout.block("O"));
  }
}
