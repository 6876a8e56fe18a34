package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs on small stars. */
final class PathStarRuns {
  private PathStarRuns() {}

  /** A star of 20 arms and a narrow model, changed. */
  static PathStarSettings small(String... changes) {
    List<String> all =
        new ArrayList<>(List.of("width=64", "epochs=8", "checkpoint_every=2", "warmup_steps=1"));
    all.addAll(List.of(changes));
    Map<String, String> last = new LinkedHashMap<>(Map.of("degree", "20"));
    all.forEach(change -> {
      String[] pair = change.split("=", 2);
      last.put(pair[0], pair[1]);
    });
    return Settings.with(PathStarPresets.of(last), last);
  }

  /** What the command line is told for a run with these settings. */
  static List<String> arguments(PathStarSettings settings, Path out, String... more) {
    List<String> all = new ArrayList<>(List.of("run", "path-star", "--out", out.toString()));
    Settings.texts(settings)
        .forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
    all.addAll(List.of(more));
    return all;
  }

  static PathStarSummary run(Path out, PathStarSettings settings) {
    try {
      return (PathStarSummary)
          Runs.start(
              PathStarExperiment.PATH_STAR,
              settings,
              RunFolder.at(out, RunFolder.Existing.REFUSE),
              Progress.SILENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
