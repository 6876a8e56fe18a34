package dev.loci.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Tape;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleTest {
  private static final class Pair extends Module {
    final Linear first = child("first", new Linear(2, 3, true));
    final Linear second = child("second", new Linear(3, 1, false));
    final Parameter scale = parameter("scale", 4);
  }

  private final Pair pair = new Pair();

  private static Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("scale", Tensor.ones(4));
    state.put("first.weight", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    state.put("first.bias", Tensor.of(new float[] {7, 8, 9}));
    state.put("second.weight", Tensor.of(new float[] {10, 11, 12}, 1, 3));
    return state;
  }

  private void assertRefused(Map<String, Tensor> state, String message) {
    assertThatThrownBy(() -> pair.load(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    pair.state()
        .forEach((name, value) -> assertThat(value.toFloatArray()).as(name).containsOnly(0));
  }

  @Test
  void ownParametersComeFirstAndChildrenInOrder() {
    assertThat(pair.parameters().keySet())
        .containsExactly("scale", "first.weight", "first.bias", "second.weight");
    assertThat(pair.parameters().get("first.weight")).isSameAs(pair.first.weight());
    assertThat(pair.parameters().get("second.weight")).isSameAs(pair.second.weight());
    assertThat(pair.state().get("scale")).isSameAs(pair.scale.value());
    assertThat(pair.parameterCount()).isEqualTo(4 + 6 + 3 + 3);
  }

  @Test
  void loadCopiesEveryValue() {
    Map<String, Tensor> state = state();
    pair.load(state);
    state.values().forEach(value -> value.fill(0));
    state()
        .forEach((name, value) ->
            assertThat(requireNonNull(pair.state().get(name)).toFloatArray())
                .as(name)
                .isEqualTo(value.toFloatArray()));
  }

  @Test
  void loadNotesTheChange() {
    int before = pair.scale.value().version();
    pair.load(state());
    assertThat(pair.scale.value().version()).isGreaterThan(before);
  }

  @Test
  void refusesAMissingParameter() {
    Map<String, Tensor> state = state();
    state.remove("second.weight");
    assertRefused(state, "restore: second.weight is missing");
  }

  @Test
  void refusesAnUnknownParameter() {
    Map<String, Tensor> state = state();
    state.put("second.bias", Tensor.zeros(1));
    assertRefused(state, "restore: there is no second.bias here");
  }

  @Test
  void refusesAnotherShapeEvenIfItWouldBroadcast() {
    for (Tensor wrong : List.of(Tensor.zeros(2, 3), Tensor.zeros(6), Tensor.zeros(1, 2))) {
      Map<String, Tensor> state = state();
      state.put("first.weight", wrong);
      assertRefused(
          state, "restore: first.weight is float32 " + wrong.shape() + ", expected float32 [3, 2]");
    }
  }

  @Test
  void refusesAnotherType() {
    Map<String, Tensor> state = state();
    state.put("scale", Tensor.zeros(4).to(DType.FLOAT64));
    assertRefused(state, "restore: scale is float64 [4], expected float32 [4]");
  }

  @Test
  void aFrozenParameterIsAConstant() {
    Tape tape = new Tape();
    assertThat(pair.scale.on(tape).requiresGradient()).isTrue();
    pair.scale.freeze();
    assertThat(pair.scale.on(tape).requiresGradient()).isFalse();
    assertThat(pair.scale.isFrozen()).isTrue();
  }

  @Test
  void convertsEveryParameter() {
    pair.load(state());
    pair.scale.freeze();
    pair.convert(DType.FLOAT64);
    pair.state()
        .forEach((name, value) -> {
          assertThat(value.dtype()).isEqualTo(DType.FLOAT64);
          assertThat(value.toDoubleArray())
              .as(name)
              .isEqualTo(requireNonNull(state().get(name)).toDoubleArray());
        });
    assertThat(pair.scale.isFrozen()).isTrue();
    assertThatThrownBy(() -> pair.convert(DType.INT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("module: parameters can't be int32");
  }
}
