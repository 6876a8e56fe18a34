package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.theory.Layout.Block;
import dev.loci.tensor.random.RandomStream;
import java.util.List;

/**
 * Relations with answers of their own (Theorem F.1; section 4f): one layer of attention and no MLP,
 * width {@code R b_D + R} with {@code b_D = ceil(log2 D)}. Nothing needs to be selected, since the
 * output matrix can ask for answer and relation at once.
 *
 * <pre>
 * E[s].T block r = c(g_r(s))      E[r].Q = onehot(r)
 * attention: T of the last token = 2 * mean(T(s), 0) = T(s)
 * U[(r, a)] = c(a) in block r of T, 1 in Q[r]
 * </pre>
 *
 * <p>The logit of (r', a) is {@code <c(a), c(g_r'(s))> + [r' = r]}: b + 1 for the right answer, at
 * most b for those of other relations, at most b - 1 for others of this one. Only E depends on the
 * facts.
 *
 * @param answerCount D
 */
public record DisjointAnswers(int subjects, int relations, int answerCount)
    implements Construction {
  public DisjointAnswers {
    Sizes.require(subjects, relations, 1);
    requireAnswers(answerCount);
  }

  static void requireAnswers(int answerCount) {
    if (answerCount < 2) {
      throw new IllegalArgumentException(
          "construct: %d answers for each relation, expected at least 2".formatted(answerCount));
    }
  }

  private int b() {
    return Codes.BITS.width(answerCount);
  }

  @Override
  public Layout layout() {
    return Layout.empty()
        .with("T", (long) relations * b(), "the subject's answers, one block for each relation")
        .with("Q", relations, "which relation is asked, one-hot");
  }

  @Override
  public GptConfig config() {
    long vocabulary = subjects + relations + (long) relations * answerCount;
    return GptConfig.withoutNorms(
        Sizes.vocabulary(vocabulary),
        2,
        layout().width(),
        false,
        List.of(new BlockConfig(1, 1, relations * b(), false, List.of(), true)));
  }

  @Override
  public double margin() {
    return 1;
  }

  @Override
  public String explanation() {
    return "A subject's embedding holds the answers of all relations; attention brings them to the"
        + " relation's token. An answer's row of the output matrix compares its code with the"
        + " block of its relation and asks whether that relation is meant.";
  }

  @Override
  public FactSet draw(RandomStream random) {
    return FactSet.disjoint(subjects, relations, answerCount, random);
  }

  @Override
  public void embed(Wiring wiring, FactSet facts) {
    Answers.embedSigns(wiring, facts, layout().block("T"));
    Answers.embedRelations(wiring, facts, layout().block("Q"));
  }

  @Override
  public void wire(Wiring wiring, FactSet facts) {
    Block t = layout().block("T");
    Block q = layout().block("Q");
    wiring.copy(0, 0, t, t, 2);
    for (int r = 0; r < relations; r++) {
      for (int a = 0; a < answerCount; a++) {
        int token = subjects + relations + r * answerCount + a;
        for (int i = 0; i < b(); i++) {
          wiring.decode(token, t.at(r * b() + i), Codes.BITS.sign(a, i, answerCount));
        }
        wiring.decode(token, q.at(r), 1);
      }
    }
  }
}
