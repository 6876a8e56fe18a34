package dev.loci.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Times contenders against each other: they take turns, A B C A B C ..., in one process, so that
 * whatever else the machine does meets them all alike, and their ratio can be trusted where a time
 * can not.
 *
 * <p>A turn is as many calls as take a given time. All contenders are warmed up first, in turns.
 */
public final class Duel {
  private static final int MOST_CALLS = 1 << 30;

  /**
   * The times of one contender.
   *
   * @param name of the contender
   * @param calls in a turn
   * @param rounds nanoseconds per call, of each turn
   */
  public record Times(String name, int calls, double[] rounds) {
    /** The median over the turns, in nanoseconds per call. */
    public double median() {
      return Duel.median(rounds);
    }

    /** How many times faster this is than another: the ratio of the medians. */
    public double speedup(Times other) {
      return other.median() / median();
    }
  }

  private record Contender(String name, Runnable call) {}

  private final List<Contender> contenders = new ArrayList<>();
  private int rounds = 15;
  private long turnNanos = 10_000_000;
  private long warmUpNanos = 500_000_000;
  private double restMillis;

  /** Adds a contender; those added first begin each round. */
  public Duel add(String name, Runnable call) {
    if (contenders.stream().anyMatch(each -> each.name.equals(name))) {
      throw new IllegalArgumentException("duel: there are two contenders named " + name);
    }
    contenders.add(new Contender(name, call));
    return this;
  }

  /** Sets how many turns each contender has; 15 if this is not called. */
  public Duel rounds(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("duel: " + count + " rounds, expected 1 at least");
    }
    rounds = count;
    return this;
  }

  /** Sets how long a turn is at least; a call that takes longer is a turn. 10 if not called. */
  public Duel turnMillis(double millis) {
    turnNanos = (long) (millis * 1e6);
    return this;
  }

  /** Sets how long each contender warms up, 500 if not called; it is called twice at least. */
  public Duel warmUpMillis(double millis) {
    warmUpNanos = (long) (millis * 1e6);
    return this;
  }

  /**
   * Sets how long nobody computes before each turn, 0 if not called: long enough for the workers of
   * the contender before, which spin for a while, to sleep. A turn of several calls then begins
   * with twice as many that are not timed: they wake its own, which the system may first put on the
   * caller's core and take some milliseconds to move.
   */
  public Duel restMillis(double millis) {
    restMillis = millis;
    return this;
  }

  /** Warms up, times, and returns the times by name, in the order of {@link #add}. */
  public Map<String, Times> run() {
    int n = contenders.size();
    int[] calls = warmUp();
    double[][] times = new double[n][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < n; i++) {
        times[i][round] = turn(contenders.get(i).call, calls[i]);
      }
    }
    Map<String, Times> result = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      String name = contenders.get(i).name;
      result.put(name, new Times(name, calls[i], times[i]));
    }
    return result;
  }

  /** Returns how many calls of each contender fill a turn. */
  private int[] warmUp() {
    int n = contenders.size();
    int[] calls = new int[n];
    Arrays.fill(calls, 1);
    long[] spent = new long[n];
    boolean[] ready = new boolean[n];
    for (boolean again = true; again; ) {
      again = false;
      for (int i = 0; i < n; i++) {
        if (ready[i]) {
          continue;
        }
        long nanos = Math.max(1, time(contenders.get(i).call, calls[i]));
        // Not on the first look, which may be of code that has never run.
        ready[i] = spent[i] > 0 && spent[i] + nanos >= warmUpNanos;
        spent[i] += nanos;
        double wanted = Math.ceil((double) calls[i] * turnNanos / nanos);
        calls[i] = (int) Math.clamp(wanted, 1, Math.min(MOST_CALLS, 100.0 * calls[i]));
        again |= !ready[i];
      }
    }
    return calls;
  }

  /** Returns the nanoseconds per call. */
  private double turn(Runnable call, int calls) {
    if (restMillis > 0) {
      LockSupport.parkNanos((long) (restMillis * 1e6));
      if (calls > 1) {
        time(call, 2 * calls);
      }
    }
    return (double) time(call, calls) / calls;
  }

  private static long time(Runnable call, int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return System.nanoTime() - start;
  }

  /** The middle value; the mean of the two middle ones of an even number. */
  public static double median(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("median: there are no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The n-th root of the product, the mean for ratios. */
  public static double geometricMean(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("geometric mean: there are no values");
    }
    double sum = 0;
    for (double value : values) {
      sum += StrictMath.log(value);
    }
    return StrictMath.exp(sum / values.length);
  }
}
