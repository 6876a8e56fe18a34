package dev.loci.tasks.recall.theory;

/** The margins that the derivations demand (section 4g, item 1), not those that classes state. */
final class Margins {
  private Margins() {}

  /** What every right answer must be ahead of all other tokens. */
  static double least(Construction construction) {
    int n = construction.subjects();
    return switch (construction) {
      // Relations have rows of zeros, which no margin above 1 leaves behind.
      case Selector selector when selector.codes() == Codes.CIRCLE ->
          0.99 * Math.min(1, 1 - StrictMath.cos(2 * Math.PI / n));
      case DisjointAnswers _ -> 0.9;
      // The least of 20 draws of facts of each size up to (200, 6, 30) and (64, 8, 64) was 0.39.
      case SuperposedAnswers _ -> 0.3;
      default -> n == 2 ? 0.9 : 1.8; // 0.9 min(2, b) for b bits
    };
  }
}
