package dev.loci.autograd.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Ops;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TwinTest {
  private final Twin.Tape tape = new Twin.Tape();

  @Test
  void fitsOnAPage() throws Exception {
    Path source = Path.of("src/main/java/dev/loci/autograd/twin/Twin.java");
    assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void usesTheWordsOfTheEngine() {
    Twin.Variable x = tape.variable(0.5);
    Twin.Variable y = x.add(x).sub(x).mul(x).div(x).neg().exp().log().sin().cos().tanh().relu();
    assertThat(tape.gradients(y, List.of(x))).hasSize(1);
    List<String> ops = tape.calls().stream().map(Twin.Call::op).distinct().toList();
    assertThat(ops).hasSize(11);
    assertThat(names(Ops.all())).containsAll(ops.stream().map(TwinTest::capital).toList());
    assertThat(methods(Variable.class)).containsAll(ops);
    assertThat(methods(Tape.class)).containsAll(methods(Twin.Tape.class));
    assertThat(methods(Call.class)).containsAll(List.of("op", "inputs", "output"));
    assertThat(methods(Op.Primitive.class)).containsAll(methods(Twin.Rule.class));
  }

  private static List<String> names(List<Class<? extends Op>> ops) {
    return ops.stream().<String>map(Class::getSimpleName).toList();
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** The names of a type's public methods. */
  private static List<String> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .distinct()
        .toList();
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
