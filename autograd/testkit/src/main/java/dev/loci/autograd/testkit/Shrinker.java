package dev.loci.autograd.testkit;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the smallest choices with which something still fails: each choice in turn is made 0,
 * half or one less, for as long as that helps (as Hypothesis does it; MacIver and Donaldson,
 * "Test-case reduction via test-case generation", 2020).
 */
final class Shrinker {
  /** Choices to try. */
  record Attempt(int... choices) {}

  private final Function<Attempt, @Nullable AssertionError> failure;
  private int left;

  /**
   * A shrinker.
   *
   * @param steps the most attempts
   * @param failure how it fails with some choices; null if it does not
   */
  Shrinker(int steps, Function<Attempt, @Nullable AssertionError> failure) {
    this.left = steps;
    this.failure = failure;
  }

  /** The failure of the smallest choices that were found. */
  AssertionError shrink(int[] choices, AssertionError first) {
    int[] best = choices.clone();
    AssertionError smallest = first;
    boolean smaller = true;
    while (smaller && left > 0) {
      smaller = false;
      for (int i = 0; i < best.length && left > 0; i++) {
        for (int candidate : new int[] {0, best[i] / 2, best[i] - 1}) {
          if (candidate < 0 || candidate >= best[i]) {
            continue;
          }
          int[] attempt = best.clone();
          attempt[i] = candidate;
          left--;
          AssertionError failed = failure.apply(new Attempt(attempt));
          if (failed != null) {
            best = attempt;
            smallest = failed;
            smaller = true;
          }
        }
      }
    }
    return smallest;
  }
}
