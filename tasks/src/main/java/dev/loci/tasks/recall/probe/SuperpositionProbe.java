package dev.loci.tasks.recall.probe;

import dev.loci.tasks.recall.FactSet;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far embeddings are superpositions of the model's own answer vectors, told from subjects that
 * the fit has not seen: with one-hot answers instead every fit would be perfect and say nothing.
 *
 * @param heldOutR2 share of the variance of held-out subjects that is explained
 * @param controlR2 the same with other bijections in the place of the facts
 * @param reconstruction share of facts recalled if all embeddings are replaced by fitted ones
 * @param heldOutReconstruction the same for subjects that the fit has not seen, with sums from a
 *     fit to the others
 * @param readout for each relation the share of held-out subjects whose answer is the nearest to
 *     what a linear map reads from their embedding
 */
public record SuperpositionProbe(
    double heldOutR2,
    double controlR2,
    double reconstruction,
    double heldOutReconstruction,
    double[] readout) {
  private static final double SHARE = 0.8;

  /** Fits to four fifths of the subjects, drawn at random, and measures with the rest. */
  public static SuperpositionProbe of(Recaller recaller, RandomStream random) {
    FactSet facts = recaller.facts();
    double[][] u = recaller.answerVectors();
    double[][] e = recaller.subjects();
    int n = facts.subjects();
    int[] order = IntStream.range(0, n).toArray();
    random.split("held out").shuffle(order);
    int[] fitted = Arrays.copyOf(order, Math.max(1, (int) (SHARE * n)));
    int[] heldOut = Arrays.copyOfRange(order, fitted.length, n);
    Superposition fit = Superposition.fit(u, facts, e, fitted);
    FactSet others = FactSet.bijections(n, facts.relations(), random.split("control"));
    double control = Superposition.fit(u, others, e, fitted).r2(others, e, heldOut);
    double[] readout =
        IntStream.range(0, facts.relations())
            .mapToDouble(r -> Readout.accuracy(u, facts.answers()[r], e, fitted, heldOut))
            .toArray();
    return new SuperpositionProbe(
        fit.r2(facts, e, heldOut),
        control,
        recaller.accuracy(Superposition.fit(u, facts, e, order).of(facts), facts),
        reconstructed(recaller, fit, heldOut),
        readout);
  }

  /** The mean over relations. */
  public double readoutAccuracy() {
    return Arrays.stream(readout).average().orElseThrow();
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
