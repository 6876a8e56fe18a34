package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KernelSelectorTest {
  @AfterEach
  void restore() {
    KernelSelector.select(KernelSelector.Mode.SCALAR);
  }

  @Test
  void selectsWhatItIsTold() {
    KernelSelector.select(KernelSelector.Mode.SIMD);
    assertThat(KernelSelector.isSimd()).isTrue();
    assertThat(KernelSelector.active().description()).matches("simd, (128|256|512) bits");
    KernelSelector.select(KernelSelector.Mode.SCALAR);
    assertThat(KernelSelector.isSimd()).isFalse();
    assertThat(KernelSelector.active().description()).isEqualTo("scalar");
  }

  @Test
  void startsScalarWhenAutomatic() {
    KernelSelector.select(KernelSelector.Mode.AUTO);
    assertThat(KernelSelector.isSimd()).isFalse();
  }

  @Test
  void replacesWhatIsUsedAndThenAllWhenAutomatic() {
    KernelSelector.select(KernelSelector.Mode.AUTO);
    int n = 128;
    float[] x = new float[n * n];
    Arrays.fill(x, 1);
    float[] y = new float[n * n];
    long end = System.nanoTime() + 60_000_000_000L;
    while (!KernelSelector.isSimd() && System.nanoTime() - end < 0) {
      KernelSelector.active().matmul(n, n, n, x, 0, n, 1, x, 0, n, 1, y, 0, n, false);
      assertThat(y).containsOnly(n);
    }
    assertThat(KernelSelector.active().description()).startsWith("simd, ");
  }

  @Test
  void handsOverOneKernelWithoutTheOthers() {
    Kernels<float[]> scalar = new ScalarKernels();
    Kernels<float[]> other = new ScalarKernels();
    WarmingKernels warming = new WarmingKernels(scalar);
    assertThat(warming.sum.isUsed()).isFalse();
    assertThat(warming.sum(3, new float[] {1, 2, 3}, 0)).isEqualTo(6);
    assertThat(warming.sum.isUsed()).isTrue();
    assertThat(warming.max.isUsed()).isFalse();
    warming.sum.replace(other);
    assertThat(warming.sum.use()).isSameAs(other);
    assertThat(warming.max.use()).isSameAs(scalar);
  }

  @Test
  void refusesOtherModes() {
    assertThatThrownBy(() -> KernelSelector.mode("fast"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("loci.kernels: there is no mode \"fast\"; use auto, scalar or simd.");
  }
}
