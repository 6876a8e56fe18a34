package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void startsScalarWhenAutomaticAndChangesLater() throws InterruptedException {
    KernelSelector.select(KernelSelector.Mode.AUTO);
    assertThat(KernelSelector.isSimd()).isFalse();
    long end = System.nanoTime() + 60_000_000_000L;
    while (!KernelSelector.isSimd() && System.nanoTime() - end < 0) {
      Thread.sleep(10);
    }
    assertThat(KernelSelector.active().description()).startsWith("simd, ");
  }

  @Test
  void dropsTheChangeAfterAnotherChoice() throws InterruptedException {
    KernelSelector.select(KernelSelector.Mode.AUTO);
    KernelSelector.noteProduct(128, 128, 128);
    KernelSelector.select(KernelSelector.Mode.SCALAR);
    Thread.sleep(2000);
    assertThat(KernelSelector.isSimd()).isFalse();
  }

  @Test
  void refusesOtherModes() {
    assertThatThrownBy(() -> KernelSelector.mode("fast"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("loci.kernels: there is no mode \"fast\"; use auto, scalar or simd.");
  }
}
