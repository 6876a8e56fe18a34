package dev.loci.autograd.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwinTest {
  private final Twin.Tape tape = new Twin.Tape();

  @Test
  void fitsOnAPage() throws Exception {
    Path source = Path.of("src/main/java/dev/loci/autograd/twin/Twin.java");
    assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void addsWhatAValueReceivesFromSeveralUses() {
    Twin.Variable x = tape.variable(3);
    Twin.Variable y = x.mul(x).add(x); // x^2 + x
    assertThat(tape.gradients(y, List.of(x)).getFirst().value()).isEqualTo(7);
  }

  @Test
  void differentiatesItsOwnGradients() {
    Twin.Variable x = tape.variable(2);
    Twin.Variable y = x.mul(x).mul(x);
    for (double expected : new double[] {12, 12, 6, 0}) { // 3x^2, 6x, 6, 0
      y = tape.gradients(y, List.of(x)).getFirst();
      assertThat(y.value()).isEqualTo(expected);
    }
  }

  @Test
  void givesZeroWhereNothingDependsOnAVariable() {
    Twin.Variable x = tape.variable(2);
    Twin.Variable other = tape.variable(5);
    assertThat(tape.gradients(x.exp(), List.of(other)).getFirst().value()).isZero();
  }

  @Test
  void recordsCallsInTopologicalOrder() {
    Twin.Variable x = tape.variable(1);
    Twin.Variable y = x.exp().add(x);
    assertThat(tape.calls()).extracting(Twin.Call::op).containsExactly("exp", "add");
    assertThat(tape.calls().get(1).inputs()).containsExactly(tape.calls().get(0).output(), x);
    assertThat(tape.calls().get(1).output()).isSameAs(y);
  }

  @Test
  void refusesVariablesOfAnotherTape() {
    Twin.Variable stranger = new Twin.Tape().variable(1);
    assertThatThrownBy(() -> tape.variable(1).add(stranger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("add: an input is of another tape");
  }
}
