package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.SettingChecks;

/** How often studies repeat their runs, and for how long. */
final class Repeats {
  private static final int MOST = 50;

  private Repeats() {}

  /** Checks a number of seeds, and of steps, of which 0 stands for every recipe's own. */
  static void check(int repeats, int steps) {
    SettingChecks.range("repeats", repeats, 1, MOST);
    SettingChecks.notNegative("steps", steps);
  }
}
