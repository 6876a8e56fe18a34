package dev.loci.tasks.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.models.gpt.Gpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All tensors of a model as they once were.
 *
 * @param values by name
 */
public record Weights(Map<String, float[]> values) {
  /** Takes them down. */
  public static Weights of(Gpt model) {
    Map<String, float[]> values = new LinkedHashMap<>();
    model.state().forEach((name, tensor) -> values.put(name, tensor.toFloatArray()));
    return new Weights(values);
  }

  /** Demands that a model still has the same, but for some that may have changed. */
  public void requireUnchanged(Gpt model, String... free) {
    Weights now = of(model);
    assertThat(now.values.keySet()).isEqualTo(values.keySet());
    assertThat(free).isSubsetOf(values.keySet());
    values.forEach((name, before) -> {
      if (!List.of(free).contains(name)) {
        assertThat(now.values.get(name)).as(name).isEqualTo(before);
      }
    });
  }
}
