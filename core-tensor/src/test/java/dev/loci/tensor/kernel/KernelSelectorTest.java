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
  void startsScalarWhenAutomatic() {
    KernelSelector.select(KernelSelector.Mode.AUTO);
    assertThat(KernelSelector.isSimd()).isFalse();
  }

  @Test
  void refusesOtherModes() {
    assertThatThrownBy(() -> KernelSelector.mode("fast"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("loci.kernels: there is no mode \"fast\"; use auto, scalar or simd.");
  }
}
