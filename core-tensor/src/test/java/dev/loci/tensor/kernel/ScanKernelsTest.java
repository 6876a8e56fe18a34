package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The scan in vector code against its specification, bit for bit; all NaNs are one. */
class ScanKernelsTest {
  private static final int[] CHANNELS = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 20, 31, 32, 33, 40, 48, 63, 64, 65, 100, 128, 130
  };

  private final ScanKernels<float[]> scalar = new ScalarKernels().scan();
  private final ScanKernels<float[]> simd = new SimdKernels().scan();

  @Test
  void ordinaryNumbers() {
    for (int channels : CHANNELS) {
      for (int states : new int[] {1, 2, 3, 5, 16, 17}) {
        assertSame(channels, states, 3, KernelData.finite(8000 + 40 * channels, channels));
      }
    }
  }

  @Test
  void anyNumbers() {
    for (int channels : CHANNELS) {
      for (int seed = 0; seed < 5; seed++) {
        assertSame(channels, 4, 8, KernelData.wild(8000 + 40 * channels, 100 * channels + seed));
      }
    }
  }

  private void assertSame(int channels, int states, int rows, float[] numbers) {
    List<float[]> expected = new ArrayList<>();
    List<float[]> actual = new ArrayList<>();
    run(scalar, channels, states, rows, numbers, y -> expected.add(y.clone()));
    run(simd, channels, states, rows, numbers, y -> actual.add(y.clone()));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(bits(actual.get(i)))
          .as("result %d of %d channels, %d states", i, channels, states)
          .isEqualTo(bits(expected.get(i)));
    }
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(x[i]));
    return bits;
  }

  /** The second of two sequences, forward in two parts and back, its results handed on. */
  static void run(
      ScanKernels<float[]> k,
      int channels,
      int states,
      int rows,
      float[] numbers,
      Consumer<float[]> results) {
    Scan<float[]> scan = scan(channels, states, rows, numbers);
    int size = channels * states;
    float[] state = Arrays.copyOfRange(numbers, 11, 11 + 2 * size + 3);
    int after = 3 + size;
    float[] before = state.clone();
    float[] y = new float[2 * rows * channels];
    k.forward(scan, rows, rows - 1, 0, channels, state, 3, after, y);
    k.forward(scan, 2 * rows - 1, 1, 0, channels / 3, state, after, after, y);
    k.forward(scan, 2 * rows - 1, 1, channels / 3, channels, state, after, after, y);
    results.accept(y);
    results.accept(state);
    Scan.Gradients<float[]> gradients =
        new Scan.Gradients<>(
            numbers,
            5,
            new float[y.length],
            new float[y.length],
            Arrays.copyOfRange(numbers, 9, 9 + 2 * size),
            new float[2 * size],
            new float[2 * channels]);
    float[] lanes = new float[rows * states * 2 * Kernels.LANES];
    k.backward(scan, gradients, 1, rows, rows, 0, 16, before, 3, lanes);
    k.backward(scan, gradients, 1, rows, rows, 16, 32, before, 3, lanes);
    results.accept(lanes);
    results.accept(gradients.dx());
    results.accept(gradients.dDelta());
    results.accept(gradients.carry());
    results.accept(gradients.da());
    results.accept(gradients.dSkip());
    float[] dc = new float[rows * states + 2];
    float[] db = new float[rows * states + 2];
    k.sumLanes(rows, states, lanes, dc, db, 2);
    results.accept(dc);
    results.accept(db);
  }

  /** Step sizes at least 0 or NaN, rates at most 0 or NaN, and whatever else there is. */
  private static Scan<float[]> scan(int channels, int states, int length, float[] numbers) {
    float[] delta = new float[2 * length * channels];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = Math.abs(numbers[i]);
    }
    float[] a = new float[states * channels];
    for (int i = 0; i < a.length; i++) {
      a[i] = -Math.abs(numbers[numbers.length - 1 - i]);
    }
    return new Scan<>(
        channels, states, length, numbers, 7, delta, a, numbers, 200, numbers, 500, numbers, 300);
  }
}
