package dev.loci.tasks.recall.probe;

import dev.loci.autograd.Tape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What the hidden units of the first layer do when relations are asked. A unit's selectivity is
 * {@code (m - o) / (m + o)} of its mean activation m on the relation that it is most active on and
 * the mean o over the other relations: 1 if it fires for that relation alone, 0 if for all alike.
 *
 * @param activations mean of each unit on each relation, {@code (H, R)}
 * @param selectivity of each unit; 0 for those that never fire
 * @param relation of each unit the one that it is most active on; -1 for those that never fire
 * @param ablated for each relation how many of its units were silenced: those most selective for
 *     it, at most one in 2 R of all
 * @param ablatedOwn for each relation the share of its facts recalled then
 * @param ablatedOthers for each relation the share of other relations' facts recalled then; NaN if
 *     there are none
 * @param ablatedAtRandom control: for each relation the share of its facts recalled without as many
 *     active units drawn at random
 */
public record Selectivity(
    double[][] activations,
    double[] selectivity,
    int[] relation,
    int[] ablated,
    double[] ablatedOwn,
    double[] ablatedOthers,
    double[] ablatedAtRandom) {
  /** From here on a unit counts as one relation's own: nine parts in ten of what it says. */
  public static final double SELECTIVE = 0.8;

  private static final String DOWN = "layers.0.mlp.down.weight";

  /** Asks a model all facts, then without the most selective units of each relation in turn. */
  public static Selectivity of(Recaller recaller, RandomStream random) {
    double[][] activations = activations(recaller);
    int units = activations.length;
    double[] selectivity = new double[units];
    int[] relation = new int[units];
    for (int h = 0; h < units; h++) {
      double[] means = activations[h];
      int best = 0;
      for (int r = 1; r < means.length; r++) {
        best = means[r] > means[best] ? r : best;
      }
      double most = means[best];
      double others =
          means.length == 1 ? 0 : (Arrays.stream(means).sum() - most) / (means.length - 1);
      relation[h] = most > 0 ? best : -1;
      selectivity[h] = most > 0 ? (most - others) / (most + others) : 0;
    }
    int relations = recaller.facts().relations();
    int[] ablated = new int[relations];
    double[] own = new double[relations];
    double[] others = new double[relations];
    double[] atRandom = new double[relations];
    int[] active = IntStream.range(0, units).filter(h -> relation[h] >= 0).toArray();
    for (int r = 0; r < relations; r++) {
      int which = r;
      int[] silenced =
          IntStream.range(0, units)
              .filter(h -> relation[h] == which)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer h) -> -selectivity[h]))
              .limit(Math.max(1, units / (2 * relations)))
              .mapToInt(h -> h)
              .toArray();
      double[] without = recaller.accuraciesWithout(DOWN, silenced);
      ablated[r] = silenced.length;
      own[r] = without[r];
      others[r] = (Arrays.stream(without).sum() - own[r]) / (relations - 1);
      random.shuffle(active);
      atRandom[r] = recaller.accuraciesWithout(DOWN, Arrays.copyOf(active, silenced.length))[r];
    }
    return new Selectivity(activations, selectivity, relation, ablated, own, others, atRandom);
  }

  /** The number of units that fire for one relation (nearly) alone. */
  public long selective() {
    return IntStream.range(0, selectivity.length)
        .filter(h -> relation[h] >= 0 && selectivity[h] >= SELECTIVE)
        .count();
  }

  /** The number of units that fire at all. */
  public long active() {
    return Arrays.stream(relation).filter(r -> r >= 0).count();
  }

  /** The mean selectivity of the units that fire. */
  public double meanSelectivity() {
    return Arrays.stream(selectivity).sum() / Math.max(1, active());
  }

  private static double[][] activations(Recaller recaller) {
    int relations = recaller.facts().relations();
    int subjects = recaller.facts().subjects();
    double[][] byRelation = new double[relations][];
    for (int r = 0; r < relations; r++) {
      int[] tokens = new int[2 * subjects];
      for (int s = 0; s < subjects; s++) {
        tokens[2 * s] = s;
        tokens[2 * s + 1] = recaller.facts().relationToken(r);
      }
      byRelation[r] =
          recaller
              .model()
              .hiddenUnits(
                  Tape.inference(),
                  Tensor.wrap(tokens, subjects, 2),
                  FrozenNetwork.lastPositions(subjects),
                  0)
              .mean(0)
              .tensor()
              .toDoubleArray();
    }
    double[][] activations = new double[byRelation[0].length][relations];
    for (int h = 0; h < activations.length; h++) {
      for (int r = 0; r < relations; r++) {
        activations[h][r] = byRelation[r][h];
      }
    }
    return activations;
  }
}
