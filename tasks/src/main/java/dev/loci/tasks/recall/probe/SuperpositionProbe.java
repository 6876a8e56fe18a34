package dev.loci.tasks.recall.probe;

import dev.loci.tasks.recall.FactSet;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;

/**
 * How far embeddings are superpositions of the model's own answer vectors, and how much of the
 * facts is in those. With one-hot answers instead every fit would be perfect and say nothing.
 *
 * @param embeddings what is told from subjects that the fit has not seen
 * @param reconstruction share of facts recalled if all embeddings are replaced by fitted ones
 * @param heldOutReconstruction the same for subjects that the fit has not seen, with sums from a
 *     fit to the others
 */
public record SuperpositionProbe(
    SubjectProbe embeddings, double reconstruction, double heldOutReconstruction) {
  /** Fits to four fifths of the subjects, drawn at random, and measures with the rest. */
  public static SuperpositionProbe of(Recaller recaller, RandomStream random) {
    FactSet facts = recaller.facts();
    double[][] u = recaller.answerVectors();
    double[][] e = recaller.subjects();
    Split split = Split.of(facts.subjects(), random.split("held out"));
    return new SuperpositionProbe(
        SubjectProbe.of(u, facts, e, split, random.split("control")),
        recaller.accuracy(recaller.fit().of(facts), facts),
        reconstructed(recaller, Superposition.fit(u, facts, e, split.fitted()), split.heldOut()));
  }

  private static double reconstructed(Recaller recaller, Superposition fit, int[] heldOut) {
    FactSet facts = recaller.facts();
    double[][] changed = Recaller.copy(recaller.subjects());
    for (int s : heldOut) {
      changed[s] = fit.of(facts, s);
    }
    boolean[] isHeldOut = new boolean[facts.subjects()];
    Arrays.stream(heldOut).forEach(s -> isHeldOut[s] = true);
    boolean[] right = recaller.answered(changed, facts);
    int count = 0;
    for (int i = 0; i < right.length; i++) {
      count += right[i] && isHeldOut[recaller.queries().get(i).subject()] ? 1 : 0;
    }
    return (double) count / (heldOut.length * facts.relations());
  }
}
