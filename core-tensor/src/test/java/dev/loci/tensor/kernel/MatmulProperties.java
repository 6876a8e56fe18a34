package dev.loci.tensor.kernel;

import dev.loci.tensor.kernel.MatmulCase.Layout;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;

class MatmulProperties {
  private static final int THREADS = Parallel.threads();

  @AfterProperty
  void restoreThreads() {
    Parallel.setThreads(THREADS);
  }

  @Property(tries = 1000)
  void smallProductsFollowTheDefinition(
      @ForAll @IntRange(max = 40) int m,
      @ForAll @IntRange(max = 70) int n,
      @ForAll @IntRange(max = 40) int k,
      @ForAll Layout a,
      @ForAll Layout b,
      @ForAll boolean accumulate,
      @ForAll long seed) {
    MatmulCase.of(m, n, k, a, b, accumulate, new Random(seed)).check();
  }

  @Property(tries = 100)
  void blockedProductsFollowTheDefinition(
      @ForAll @IntRange(min = 1, max = 300) int m,
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 900) int k,
      @ForAll Layout a,
      @ForAll Layout b,
      @ForAll boolean accumulate,
      @ForAll @IntRange(min = 1, max = 3) int threads,
      @ForAll long seed) {
    Parallel.setThreads(threads);
    MatmulCase.of(m, n, k, a, b, accumulate, new Random(seed)).check();
  }
}
