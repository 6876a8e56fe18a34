package dev.loci.tasks.experiment.study;

/** How often studies repeat their runs, and for how long. */
final class Repeats {
  private static final int MOST = 50;

  private Repeats() {}

  /** Checks a number of seeds, and of steps, of which 0 stands for every recipe's own. */
  static void check(int repeats, int steps) {
    if (repeats < 1 || repeats > MOST) {
      throw new IllegalArgumentException(
          "setting repeats: %d is not between 1 and %d".formatted(repeats, MOST));
    }
    if (steps < 0) {
      throw new IllegalArgumentException("setting steps: " + steps + " is negative");
    }
  }
}
