package dev.loci.tasks.recall.probe;

import dev.loci.tasks.recall.FactSet;
import java.util.Arrays;

/**
 * Subjects' embeddings as sums of their answers' vectors, each mapped by a matrix of its relation:
 * {@code E[s] = sum_r u_{f_r(s)} M_r + c}.
 *
 * @param vectors u, a row for each answer
 * @param map the rows of M_1, then those of M_2 and so on, and c
 */
public record Superposition(double[][] vectors, Ridge map) {
  /** The penalty of the fit. */
  public static final double PENALTY = 1e-3;

  /**
   * Fits matrices to the embeddings of some subjects.
   *
   * @param embeddings of all subjects
   */
  public static Superposition fit(
      double[][] vectors, FactSet facts, double[][] embeddings, int[] subjects) {
    double[][] x = new double[subjects.length][];
    double[][] y = new double[subjects.length][];
    for (int i = 0; i < subjects.length; i++) {
      x[i] = features(vectors, facts, subjects[i]);
      y[i] = embeddings[subjects[i]];
    }
    return new Superposition(vectors, Ridge.fit(x, y, PENALTY));
  }

  /** The vectors of a subject's answers, one after the other. */
  private static double[] features(double[][] vectors, FactSet facts, int subject) {
    int width = vectors[0].length;
    double[] features = new double[facts.relations() * width];
    for (int r = 0; r < facts.relations(); r++) {
      System.arraycopy(vectors[facts.answer(subject, r)], 0, features, r * width, width);
    }
    return features;
  }

  /** The sum that stands for a subject of these facts. */
  public double[] of(FactSet facts, int subject) {
    return map.of(features(vectors, facts, subject));
  }

  /** The sums that stand for all subjects of these facts. */
  public double[][] of(FactSet facts) {
    double[][] rows = new double[facts.subjects()][];
    Arrays.setAll(rows, s -> of(facts, s));
    return rows;
  }

  /** The share of some embeddings' variance that the sums explain. */
  public double r2(FactSet facts, double[][] embeddings, int[] subjects) {
    double[][] x =
        Arrays.stream(subjects).mapToObj(s -> features(vectors, facts, s)).toArray(double[][]::new);
    double[][] y = Arrays.stream(subjects).mapToObj(s -> embeddings[s]).toArray(double[][]::new);
    return map.r2(x, y);
  }

  /** {@code M_r}: a row for each coordinate of an answer's vector. */
  public double[][] matrix(int relation) {
    int width = vectors[0].length;
    return Arrays.copyOfRange(map.weights(), relation * width, (relation + 1) * width);
  }

  /** {@code u_a M_r}. */
  public double[] part(int relation, int answer) {
    double[][] matrix = matrix(relation);
    double[] part = new double[matrix[0].length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < part.length; j++) {
        part[j] += vectors[answer][i] * matrix[i][j];
      }
    }
    return part;
  }

  /** The same matrices, relation r's in the place of relation r+1's. */
  public Superposition shifted() {
    int width = vectors[0].length;
    double[][] rows = map.weights();
    double[][] shifted = new double[rows.length][];
    Arrays.setAll(shifted, i -> rows[(i + width) % rows.length]);
    return new Superposition(vectors, new Ridge(shifted, map.constant()));
  }
}
