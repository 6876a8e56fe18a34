package dev.loci.tasks.experiment.recall.pretrained;

import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.experiment.Text;
import java.util.ArrayList;
import java.util.List;

/** Which model is probed, and with which facts. */
public record ProbeSettings(
    @Setting("safetensors file of a model in GPT-2's layout") String model,
    @Setting("file of facts as token ids: subject, relation, answer, with tabs between")
        String facts,
    @Setting("layers after which to look, such as 0,6,12; 0 is the embedding; all") String layers,
    @Setting("heads of each layer; 0 for heads of width 64") int heads,
    @Setting("seed of the held-out subjects and the control") int seed) {
  private static final String ALL = "all";

  public ProbeSettings {
    SettingChecks.range("heads", heads, 0, 10_000);
  }

  /**
   * The layers to look after.
   *
   * @param count how many the model has
   */
  List<Integer> layerNumbers(int count) {
    List<Integer> numbers = new ArrayList<>();
    if (layers.equals(ALL)) {
      for (int layer = 0; layer <= count; layer++) {
        numbers.add(layer);
      }
      return numbers;
    }
    for (String each : Text.items(layers)) {
      try {
        int layer = Integer.parseInt(each);
        SettingChecks.range("layers", layer, 0, count);
        numbers.add(layer);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "setting layers: expected numbers such as 0,6,12 or all, got \"%s\"".formatted(layers),
            e);
      }
    }
    return numbers.stream().distinct().sorted().toList();
  }
}
