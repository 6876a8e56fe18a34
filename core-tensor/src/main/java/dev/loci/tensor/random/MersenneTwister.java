package dev.loci.tensor.random;

/**
 * The 32-bit Mersenne twister MT19937 with both of its standard seedings (Matsumoto and Nishimura,
 * "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number generator",
 * 1998, with the initialisation of 2002). The papers' data and initial weights are defined by it.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class MersenneTwister {
  private static final int N = 624;
  private static final int M = 397;
  private static final int TWIST = 0x9908b0df;
  private static final int ARRAY_SEED = 19650218;

  private final int[] state = new int[N];
  private int next = N;

  private MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < N; i++) {
      state[i] = 1812433253 * scrambled(i - 1) + i;
    }
  }

  /** Returns a generator seeded by one word ({@code init_genrand}). */
  public static MersenneTwister seeded(int seed) {
    return new MersenneTwister(seed);
  }

  /**
   * Returns a generator seeded by a key of any length ({@code init_by_array}).
   *
   * @throws IllegalArgumentException if the key is empty
   */
  public static MersenneTwister seededByArray(int... key) {
    if (key.length == 0) {
      throw new IllegalArgumentException("MersenneTwister: the key is empty");
    }
    MersenneTwister twister = new MersenneTwister(ARRAY_SEED);
    twister.mix(key);
    return twister;
  }

  private void mix(int[] key) {
    int i = 1;
    int j = 0;
    for (int k = Math.max(N, key.length); k > 0; k--) {
      state[i] = (state[i] ^ (scrambled(i - 1) * 1664525)) + key[j] + j;
      i = following(i);
      j = (j + 1) % key.length;
    }
    for (int k = N - 1; k > 0; k--) {
      state[i] = (state[i] ^ (scrambled(i - 1) * 1566083941)) - i;
      i = following(i);
    }
    state[0] = 0x80000000;
  }

  private int scrambled(int i) {
    return state[i] ^ (state[i] >>> 30);
  }

  /** Returns the next of the indices 1..N-1, which are gone round; passing the end carries over. */
  private int following(int i) {
    if (i + 1 < N) {
      return i + 1;
    }
    state[0] = state[N - 1];
    return 1;
  }

  /** Returns the next 32 random bits. */
  public int nextInt() {
    if (next == N) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < N; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
    }
    next = 0;
  }
}
