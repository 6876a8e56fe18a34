package dev.loci.tasks.recall.probe;

import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.recall.FactSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Superpositions in which subjects may differ in which relation's answer is mapped by which matrix:
 * {@code E[s] = sum_r u_{f_r(s)} M_{p_s(r)} + c_{p_s}} with a permutation p_s for each subject.
 * Training that breaks the symmetry between relations differently for different subjects ends
 * there, and one fit for all then explains little.
 *
 * @param permutations that were tried, the identity first
 * @param chosen for each subject the number of its permutation
 * @param fit matrices and, in place of the constant, that of the identity
 * @param r2 the share of all embeddings' variance that is explained
 */
public record Assignments(int[][] permutations, int[] chosen, Superposition fit, double r2) {
  private static final int ROUNDS = 30;

  /** More relations than this have too many permutations; only exchanges of two are tried then. */
  private static final int FEW = 4;

  /**
   * Alternates between fitting matrices and choosing permutations, beginning with the identity.
   *
   * @param u answers' vectors
   * @param e subjects' embeddings
   */
  static Assignments of(double[][] u, FactSet facts, double[][] e) {
    int[][] permutations = permutations(facts.relations());
    int[] chosen = new int[facts.subjects()];
    Ridge map = fit(u, facts, e, permutations, chosen);
    for (int round = 0; round < ROUNDS; round++) {
      int[] next = choose(u, facts, e, permutations, map);
      if (Arrays.equals(next, chosen)) {
        break;
      }
      chosen = next;
      map = fit(u, facts, e, permutations, chosen);
    }
    return new Assignments(
        permutations,
        chosen,
        superposition(u, map, facts.relations()),
        r2(u, facts, e, permutations, chosen, map));
  }

  private static int[][] permutations(int n) {
    List<int[]> all = new ArrayList<>();
    int[] identity = IntStream.range(0, n).toArray();
    if (n <= FEW) {
      extend(new int[n], 0, new boolean[n], all);
    } else {
      all.add(identity);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          int[] exchanged = identity.clone();
          exchanged[i] = j;
          exchanged[j] = i;
          all.add(exchanged);
        }
      }
    }
    return all.toArray(int[][]::new);
  }

  private static void extend(int[] begun, int at, boolean[] used, List<int[]> all) {
    if (at == begun.length) {
      all.add(begun.clone());
      return;
    }
    for (int i = 0; i < begun.length; i++) {
      if (!used[i]) {
        used[i] = true;
        begun[at] = i;
        extend(begun, at + 1, used, all);
        used[i] = false;
      }
    }
  }

  /** Answers' vectors at the places of their matrices, then which permutation it is. */
  private static double[] features(
      double[][] u, FactSet facts, int subject, int[][] permutations, int which) {
    int width = u[0].length;
    double[] features = new double[facts.relations() * width + permutations.length];
    for (int r = 0; r < facts.relations(); r++) {
      int at = permutations[which][r] * width;
      System.arraycopy(u[facts.answer(subject, r)], 0, features, at, width);
    }
    features[facts.relations() * width + which] = 1;
    return features;
  }

  private static Ridge fit(
      double[][] u, FactSet facts, double[][] e, int[][] permutations, int[] chosen) {
    double[][] x = new double[e.length][];
    Arrays.setAll(x, s -> features(u, facts, s, permutations, chosen[s]));
    return Ridge.fit(x, e, Superposition.PENALTY);
  }

  private static int[] choose(
      double[][] u, FactSet facts, double[][] e, int[][] permutations, Ridge map) {
    int[] chosen = new int[e.length];
    for (int s = 0; s < e.length; s++) {
      double least = Double.POSITIVE_INFINITY;
      for (int p = 0; p < permutations.length; p++) {
        double distance =
            Vectors.squaredDistance(e[s], map.of(features(u, facts, s, permutations, p)));
        if (distance < least) {
          least = distance;
          chosen[s] = p;
        }
      }
    }
    return chosen;
  }

  private static double r2(
      double[][] u, FactSet facts, double[][] e, int[][] permutations, int[] chosen, Ridge map) {
    double[][] x = new double[e.length][];
    Arrays.setAll(x, s -> features(u, facts, s, permutations, chosen[s]));
    return map.r2(x, e);
  }

  private static Superposition superposition(double[][] u, Ridge map, int relations) {
    int rows = relations * u[0].length;
    double[] constant = map.constant().clone();
    for (int j = 0; j < constant.length; j++) {
      constant[j] += map.weights()[rows][j];
    }
    return new Superposition(u, new Ridge(Arrays.copyOf(map.weights(), rows), constant));
  }

  /** The share of subjects with the most frequent permutation. */
  public double largestShare() {
    int[] counts = new int[permutations.length];
    Arrays.stream(chosen).forEach(p -> counts[p]++);
    return (double) Arrays.stream(counts).max().orElse(0) / chosen.length;
  }
}
