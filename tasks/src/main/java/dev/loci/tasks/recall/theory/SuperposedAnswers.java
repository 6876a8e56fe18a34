package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.theory.Layout.Block;
import dev.loci.tensor.random.RandomStream;
import java.util.List;

/**
 * Relations with answers of their own, in superposition (section 4f, second version): one layer of
 * attention and no MLP. Each answer has a random vector, and a subject is the sum of those of its
 * answers; no block belongs to a relation.
 *
 * <pre>
 * E[s].V = sum_r v[r, g_r(s)]      E[r].Q = onehot(r)      v random, entries +-1 / sqrt(w)
 * attention: V of the last token = 2 * mean(V(s), 0) = V(s)
 * U[(r, a)] = v[r, a] in V, 1 in Q[r]
 * </pre>
 *
 * <p>The logit of (r', a) is {@code [a = g_r'(s)] + [r' = r]} and a noise of deviation at most
 * {@code sqrt(R / w)}, so wrong answers are 1 behind but for that. Each of {@code N R (R + D)}
 * comparisons errs with a probability of at most {@code exp(-w / 4R)}; {@code w = 8 R (ln(N R D) +
 * 4)} makes it {@code (N R D)^-2 e^-8}. This grows with {@code R log(N R D)} as the blocks do, by a
 * larger constant. Only E depends on the facts.
 *
 * @param answerCount D
 */
public record SuperposedAnswers(int subjects, int relations, int answerCount)
    implements Construction {
  private static final int SCALE = 8;
  private static final int SAFETY = 4;

  public SuperposedAnswers {
    Sizes.require(subjects, relations, 1);
    DisjointAnswers.requireAnswers(answerCount);
  }

  private long superposed() {
    double pairs = (double) subjects * relations * answerCount;
    return (long) Math.ceil(SCALE * relations * (StrictMath.log(pairs) + SAFETY));
  }

  @Override
  public Layout layout() {
    return Layout.empty()
        .with("V", superposed(), "the sum of the vectors of the subject's answers")
        .with("Q", relations, "which relation is asked, one-hot");
  }

  @Override
  public GptConfig config() {
    Layout layout = layout();
    long vocabulary = subjects + relations + (long) relations * answerCount;
    BlockConfig block = new BlockConfig(1, 1, layout.block("V").size(), false, List.of(), true);
    return GptConfig.withoutNorms(
        Sizes.vocabulary(vocabulary), 2, layout.width(), false, List.of(block));
  }

  /** Nothing is certain, for the vectors are random; 1 less noise is likely. */
  @Override
  public double margin() {
    return 0;
  }

  /** A coordinate is the sum of R signs. */
  @Override
  public int significantBits() {
    return Capacity.significantBits(2.0 / relations);
  }

  @Override
  public String explanation() {
    return "A subject's embedding is the sum of one random vector for each of its answers. Random"
        + " vectors are nearly orthogonal, so an answer's row of the output matrix finds its own"
        + " in the sum; a one at the relation that is asked decides between relations.";
  }

  @Override
  public FactSet draw(RandomStream random) {
    return FactSet.disjoint(subjects, relations, answerCount, random);
  }

  /** The vector of an answer, the same whenever it is asked for. */
  private double[] vector(int relation, int answer, Block v) {
    RandomStream random =
        RandomStream.of(0).split("superposed answer %d of %d".formatted(answer, relation));
    double unit = 1 / Math.sqrt(v.size());
    double[] vector = new double[v.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = random.below(2) == 0 ? unit : -unit;
    }
    return vector;
  }

  @Override
  public void embed(Wiring wiring, FactSet facts) {
    Block v = layout().block("V");
    for (int s = 0; s < subjects; s++) {
      double[] sum = new double[v.size()];
      for (int r = 0; r < relations; r++) {
        double[] vector = vector(r, facts.answer(s, r), v);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += vector[i];
        }
      }
      for (int i = 0; i < sum.length; i++) {
        wiring.embed(s, v.at(i), sum[i]);
      }
    }
    Answers.embedRelations(wiring, facts, layout().block("Q"));
  }

  @Override
  public void wire(Wiring wiring, FactSet facts) {
    Block v = layout().block("V");
    Block q = layout().block("Q");
    wiring.copy(0, 0, v, v, 2);
    for (int r = 0; r < relations; r++) {
      for (int a = 0; a < answerCount; a++) {
        double[] vector = vector(r, a, v);
        int token = subjects + relations + r * answerCount + a;
        for (int i = 0; i < vector.length; i++) {
          wiring.decode(token, v.at(i), vector[i]);
        }
        wiring.decode(token, q.at(r), 1);
      }
    }
  }
}
