package dev.loci.tasks.recall.probe;

import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Query;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One relation's part of every subject's embedding exchanged for that of a random other subject's
 * answer, {@code E'[s] = E[s] - u_{f_r(s)} M_r + u_{f_r(t)} M_r}; means over relations.
 *
 * @param efficacy share of subjects that then give the other subject's answer to that relation
 * @param specificity share of their answers to other relations that are right still; NaN if there
 *     are none
 * @param randomEfficacy control: the same with a change of equal length in a random direction
 * @param randomSpecificity likewise
 * @param otherEfficacy control: the same with the matrix of another relation; NaN if there is none
 */
public record Intervention(
    double efficacy,
    double specificity,
    double randomEfficacy,
    double randomSpecificity,
    double otherEfficacy) {

  /** The shares that a change of embeddings leads to. */
  private record Effect(double efficacy, double specificity) {}

  /** The changes of all subjects' embeddings for one relation. */
  @FunctionalInterface
  private interface Change {
    double[] of(int relation, int from, int to);
  }

  /** Exchanges the parts of each relation in turn. */
  public static Intervention of(Recaller recaller, RandomStream random) {
    Superposition fit = recaller.fit();
    int relations = recaller.facts().relations();
    RandomStream pairing = random.split("pairing");
    int[][] partners =
        IntStream.range(0, relations)
            .mapToObj(r -> partners(recaller.facts(), pairing.split("" + r)))
            .toArray(int[][]::new);
    Change own = (r, from, to) -> difference(fit.part(r, to), fit.part(r, from));
    Superposition other = fit.shifted();
    RandomStream directions = random.split("directions");
    Effect effect = effect(recaller, partners, own);
    Effect atRandom =
        effect(recaller, partners, (r, from, to) -> turned(own.of(r, from, to), directions));
    Effect ofOther =
        effect(
            recaller,
            partners,
            (r, from, to) -> difference(other.part(r, to), other.part(r, from)));
    return new Intervention(
        effect.efficacy,
        effect.specificity,
        atRandom.efficacy,
        atRandom.specificity,
        relations == 1 ? Double.NaN : ofOther.efficacy);
  }

  private static int[] partners(FactSet facts, RandomStream random) {
    int[] partners = IntStream.range(0, facts.subjects()).toArray();
    random.shuffle(partners);
    return partners;
  }

  private static Effect effect(Recaller recaller, int[][] partners, Change change) {
    FactSet facts = recaller.facts();
    List<Query> queries = recaller.queries();
    double efficacy = 0;
    double specificity = 0;
    for (int r = 0; r < facts.relations(); r++) {
      double[][] changed = Recaller.copy(recaller.subjects());
      int[][] answers = facts.answers().clone();
      answers[r] = new int[facts.subjects()];
      for (int s = 0; s < facts.subjects(); s++) {
        int target = facts.answer(partners[r][s], r);
        answers[r][s] = target;
        double[] difference = change.of(r, facts.answer(s, r), target);
        for (int j = 0; j < difference.length; j++) {
          changed[s][j] += difference[j];
        }
      }
      boolean[] right = recaller.answered(changed, new FactSet(answers, facts.subjects(), true));
      for (int i = 0; i < right.length; i++) {
        boolean isAsked = queries.get(i).relation(0) == r;
        efficacy += isAsked && right[i] ? 1 : 0;
        specificity += !isAsked && right[i] ? 1 : 0;
      }
    }
    int asked = recaller.queries().size();
    return new Effect(efficacy / asked, specificity / (asked * (facts.relations() - 1.0)));
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    for (int j = 0; j < a.length; j++) {
      difference[j] -= b[j];
    }
    return difference;
  }

  /** A vector of the same length in a random direction. */
  private static double[] turned(double[] v, RandomStream random) {
    double[] turned = new double[v.length];
    double squares = 0;
    double length = 0;
    for (int j = 0; j < v.length; j++) {
      turned[j] = random.normal();
      squares += turned[j] * turned[j];
      length += v[j] * v[j];
    }
    double factor = Math.sqrt(length / squares);
    for (int j = 0; j < v.length; j++) {
      turned[j] *= factor;
    }
    return turned;
  }
}
