package dev.loci.tasks.analysis;

/**
 * How a closed walk through nodes goes round their middle, in the plane of the first two principal
 * components.
 *
 * @param turns how often it goes round, whichever way; the nearest whole number
 * @param inOrder share of the steps that go the way most go; with all of them the nodes draw a ring
 *     (1 turn) or a star polygon (several)
 */
public record Winding(int turns, double inOrder) {
  /** One turn of which so many steps are in order still is a ring to the eye. */
  private static final double MOSTLY = 0.75;

  /** What the nodes draw, in a word or two. */
  public String shape() {
    if (inOrder == 1) {
      return turns == 1 ? "ring" : "star polygon";
    }
    return turns == 1 && inOrder >= MOSTLY ? "broken ring" : "tangle";
  }

  /**
   * Measures a walk through all rows in their order and back to the first.
   *
   * @param embeddings n x D with n of 3 at least and D of 2 at least
   */
  public static Winding of(double[][] embeddings) {
    Checks.embeddings(embeddings);
    int n = embeddings.length;
    Checks.require(n >= 3, "winding: %d nodes make no ring, at least 3 are needed", n);
    Checks.require(
        embeddings[0].length >= 2,
        "winding: a ring does not fit into %d dimension",
        embeddings[0].length);
    double[][] plane = PrincipalComponents.fit(embeddings).project(embeddings, 2);
    double sum = 0;
    int forward = 0;
    for (int i = 0; i < n; i++) {
      double[] from = plane[i];
      double[] to = plane[(i + 1) % n];
      double step =
          StrictMath.atan2(from[0] * to[1] - from[1] * to[0], from[0] * to[0] + from[1] * to[1]);
      sum += step;
      forward += step > 0 ? 1 : 0;
    }
    int turns = (int) Math.abs(Math.round(sum / (2 * Math.PI)));
    return new Winding(turns, (double) Math.max(forward, n - forward) / n);
  }
}
