package dev.loci.bench.machine;

import dev.loci.bench.Duel;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What this machine can do at best, measured with kernels that do nothing else: the roofs of the
 * roofline (Williams, Waterman and Patterson, "Roofline", 2009).
 *
 * @param cores that were measured together
 * @param lanes float32 lanes of a vector
 * @param flopsOneCore fused multiply-adds in registers, in operations (two each) per second
 * @param flopsAllCores the same on all cores at once
 * @param cacheOneCore bytes per second from arrays that fit into the second-level cache
 * @param memoryOneCore bytes per second of {@code a = b + s c} on arrays far larger than caches,
 *     counting two reads and a write
 * @param memoryAllCores the same on all cores at once
 */
public record Peak(
    int cores,
    int lanes,
    double flopsOneCore,
    double flopsAllCores,
    double cacheOneCore,
    double memoryOneCore,
    double memoryAllCores) {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int W = S.length();

  private static final int FMA_CHAINS = 12;
  private static final int FMA_ROUNDS = 1 << 14;
  private static final int CACHED = 1 << 14; // floats in each of three arrays: 192 KiB in all
  private static final int UNCACHED = 1 << 24; // likewise: 192 MiB

  private static final long WARM_UP_NANOS = 400_000_000;
  private static final long ROUND_NANOS = 120_000_000;
  private static final int ROUNDS = 7;

  /** Measures for about six seconds. */
  public static Peak measure() {
    int cores = Runtime.getRuntime().availableProcessors();
    double flops = best(rates(1, core -> Peak::fma));
    double cache = Duel.median(rates(1, core -> triad(CACHED)));
    double memory = Duel.median(rates(1, core -> triad(UNCACHED)));
    return new Peak(
        cores,
        W,
        flops,
        cores == 1 ? flops : best(rates(cores, core -> Peak::fma)),
        cache,
        memory,
        cores == 1 ? memory : Duel.median(rates(cores, core -> triad(UNCACHED / cores))));
  }

  /** Does a piece of work, given a number that it need not use, and returns how much it was. */
  @FunctionalInterface
  private interface Kernel extends LongUnaryOperator {}

  /** Makes the kernel of one core, with memory of its own. */
  @FunctionalInterface
  private interface Maker {
    Kernel of(int core);
  }

  /** What no disturbance has held up. Not for memory: cores that miss each other seem faster. */
  private static double best(double[] rates) {
    return Arrays.stream(rates).max().orElseThrow();
  }

  /** The rates of some rounds of threads that do the same at once, per second. */
  private static double[] rates(int threads, Maker maker) {
    Kernel[] kernels = IntStream.range(0, threads).mapToObj(maker::of).toArray(Kernel[]::new);
    double[] rates = new double[ROUNDS];
    run(kernels, WARM_UP_NANOS);
    Arrays.setAll(rates, round -> run(kernels, ROUND_NANOS));
    return rates;
  }

  private static double run(Kernel[] kernels, long nanos) {
    double[] rates = new double[kernels.length];
    CountDownLatch start = new CountDownLatch(kernels.length);
    Thread[] threads = new Thread[kernels.length];
    for (int i = 0; i < threads.length; i++) {
      int core = i;
      threads[i] =
          new Thread(
              () -> {
                start.countDown();
                while (start.getCount() > 0) {
                  Thread.onSpinWait();
                }
                rates[core] = run(kernels[core], nanos);
              },
              "loci-peak-" + i);
      threads[i].setDaemon(true);
      threads[i].start();
    }
    for (Thread each : threads) {
      try {
        each.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("peak: interrupted", e);
      }
    }
    return Arrays.stream(rates).sum();
  }

  private static double run(Kernel kernel, long nanos) {
    long begin = System.nanoTime();
    long now = begin;
    double done = 0;
    for (long call = 0; now - begin < nanos; call++) {
      done += kernel.applyAsLong(call);
      now = System.nanoTime();
    }
    return done * 1e9 / (now - begin);
  }

  /**
   * As many chains as hide the latency of one; each adds to its own sum, as processors do in place.
   * Returns how many operations that were.
   */
  private static long fma(long call) {
    FloatVector x = FloatVector.broadcast(S, 0.5f);
    FloatVector y = FloatVector.broadcast(S, (float) call); // of a long it is slow
    FloatVector a = y;
    FloatVector b = y;
    FloatVector c = y;
    FloatVector d = y;
    FloatVector e = y;
    FloatVector f = y;
    FloatVector g = y;
    FloatVector h = y;
    FloatVector i = y;
    FloatVector j = y;
    FloatVector k = y;
    FloatVector l = y;
    for (int round = 0; round < FMA_ROUNDS; round++) {
      a = x.fma(x, a);
      b = x.fma(x, b);
      c = x.fma(x, c);
      d = x.fma(x, d);
      e = x.fma(x, e);
      f = x.fma(x, f);
      g = x.fma(x, g);
      h = x.fma(x, h);
      i = x.fma(x, i);
      j = x.fma(x, j);
      k = x.fma(x, k);
      l = x.fma(x, l);
    }
    FloatVector all = a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h)));
    float used = all.add(i.add(j).add(k.add(l))).lane(0);
    // Never so: nothing is negative. The sums must be used, lest nobody compute them.
    return used == -1 ? 0 : 2L * W * FMA_CHAINS * FMA_ROUNDS;
  }

  private static Kernel triad(int n) {
    float[] a = new float[n];
    float[] b = new float[n];
    float[] c = new float[n];
    Arrays.fill(b, 1);
    Arrays.fill(c, 2);
    return call -> {
      triad(n, a, b, c);
      return 12L * n;
    };
  }

  private static void triad(int n, float[] a, float[] b, float[] c) {
    FloatVector s = FloatVector.broadcast(S, 3);
    for (int i = 0; i < n; i += W) {
      FloatVector.fromArray(S, c, i).fma(s, FloatVector.fromArray(S, b, i)).intoArray(a, i);
    }
  }

  /** What a computation could reach at best on all cores, in operations per second. */
  public double roof(double flopsPerByte) {
    return Math.min(flopsAllCores, flopsPerByte * memoryAllCores);
  }

  /** In words, a line for each roof. */
  public String toText() {
    return """
    peak              %.0f GFLOP/s on one core, %.0f on %d, %d-bit vectors
    bandwidth         %.0f GB/s from cache on one core, %.0f from memory, %.0f on %d
    """
        .formatted(
            flopsOneCore / 1e9,
            flopsAllCores / 1e9,
            cores,
            32 * lanes,
            cacheOneCore / 1e9,
            memoryOneCore / 1e9,
            memoryAllCores / 1e9,
            cores);
  }
}
