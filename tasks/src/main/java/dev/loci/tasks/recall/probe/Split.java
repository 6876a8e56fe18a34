package dev.loci.tasks.recall.probe;

import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Subjects that maps are fitted to, four fifths drawn at random, and those that they are tested
 * with.
 */
public record Split(int[] fitted, int[] heldOut) {
  private static final double SHARE = 0.8;

  /** Divides subjects 0..n-1. */
  public static Split of(int subjects, RandomStream random) {
    int[] order = IntStream.range(0, subjects).toArray();
    random.shuffle(order);
    int fitted = Math.max(1, (int) (SHARE * subjects));
    return new Split(Arrays.copyOf(order, fitted), Arrays.copyOfRange(order, fitted, order.length));
  }
}
