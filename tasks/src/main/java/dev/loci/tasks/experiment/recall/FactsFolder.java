package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.graph.DataException;
import dev.loci.tasks.recall.FactData;
import dev.loci.tasks.recall.FactFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The folder that the setting {@code data} names: facts, and questions about them. */
final class FactsFolder {
  private FactsFolder() {}

  /** The user's choices and, where they leave it open, the sizes of the facts that they name. */
  static Map<String, String> sizes(Map<String, String> choices) {
    String data = choices.getOrDefault("data", RecallSettings.GENERATED);
    if (data.isBlank() || data.equals(RecallSettings.GENERATED)) {
      return choices;
    }
    Map<String, String> all = new LinkedHashMap<>(stated(Path.of(data)));
    all.putAll(choices);
    return all;
  }

  /** Reads what the settings name, and checks that it is of the sizes that they say. */
  static FactData read(RecallSettings settings) {
    Path folder = Path.of(settings.data());
    Map<String, String> chosen = Settings.texts(settings);
    stated(folder)
        .forEach((key, value) -> {
          if (!value.equals(chosen.get(key))) {
            throw new DataException(
                "setting %s: %s, but the facts in %s have %s"
                    .formatted(key, chosen.get(key), folder, value));
          }
        });
    return FactFiles.read(folder);
  }

  /** The settings that the names of the files state. */
  private static Map<String, String> stated(Path folder) {
    FactFiles.Sizes sizes = FactFiles.sizes(folder);
    Map<String, String> stated = new LinkedHashMap<>();
    stated.put("subjects", Integer.toString(sizes.subjects()));
    stated.put("relations", Integer.toString(sizes.relations()));
    stated.put("hops", Integer.toString(sizes.hops()));
    stated.put("form", sizes.form().word());
    return stated;
  }
}
