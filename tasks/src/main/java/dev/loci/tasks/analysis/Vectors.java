package dev.loci.tasks.analysis;

/** Products of plain vectors, summed from the first entry to the last. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int j = 0; j < u.length; j++) {
      sum += u[j] * v[j];
    }
    return sum;
  }

  static double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }
}
