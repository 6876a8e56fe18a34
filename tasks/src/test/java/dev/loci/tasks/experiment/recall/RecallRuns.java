package dev.loci.tasks.experiment.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Small runs. */
final class RecallRuns {
  private RecallRuns() {}

  /** 32 subjects, 2 relations, 100 updates, with changes. */
  static RecallSettings small(Experiment<RecallSettings> experiment, String... changes) {
    Map<String, String> all = new LinkedHashMap<>();
    List<String> texts =
        new ArrayList<>(
            List.of(
                "subjects=32", "relations=2", "width=16", "hidden=32", "batch=64", "steps=100"));
    texts.addAll(List.of("warmup_steps=20", "measure_every=20", "checkpoint_every=30"));
    texts.addAll(List.of(changes));
    texts.forEach(text -> all.put(text.split("=", 2)[0], text.split("=", 2)[1]));
    return Settings.with(experiment.preset(all), all);
  }

  /** What the command line is told for a run with these settings. */
  static List<String> arguments(String name, RecallSettings settings, Path out, String... more) {
    List<String> all = new ArrayList<>(List.of("run", name, "--out", out.toString()));
    Settings.texts(settings)
        .forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
    all.addAll(List.of(more));
    return all;
  }

  /** Makes a run and returns its summary. */
  static JsonNode run(RecallExperiment experiment, Path out, RecallSettings settings) {
    try {
      RunFolder folder = RunFolder.at(out, RunFolder.Existing.REFUSE);
      Runs.start(experiment, settings, folder, Progress.SILENT);
      return Json.MAPPER.readTree(folder.read(RunFolder.SUMMARY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a run that is broken off as soon as it has made so many updates. */
  static void breakOff(RecallExperiment experiment, RecallSettings settings, int step, Path out)
      throws IOException {
    RunFolder folder = RunFolder.at(out, RunFolder.Existing.REFUSE);
    assertThatThrownBy(() ->
            Runs.start(
                experiment,
                settings,
                folder,
                (now, all, message) -> {
                  if (now >= step) {
                    throw pulledThePlug();
                  }
                }))
        .hasMessageContaining("pulled the plug");
  }

  static UncheckedIOException pulledThePlug() {
    return new UncheckedIOException(new IOException("pulled the plug"));
  }

  static void resume(RecallExperiment experiment, Path out) throws IOException {
    Runs.resume(experiment, RunFolder.at(out, RunFolder.Existing.RESUME), Progress.SILENT);
  }

  /** Demands the same weights, measurements, figures and files. */
  static void requireEqual(Path actual, Path expected) throws IOException {
    assertThat(Files.mismatch(actual.resolve(RunFolder.MODEL), expected.resolve(RunFolder.MODEL)))
        .as("weights")
        .isEqualTo(-1);
    assertThat(actual.resolve(RunFolder.METRICS))
        .hasSameBinaryContentAs(expected.resolve(RunFolder.METRICS));
    assertThat(timeless(actual)).isEqualTo(timeless(expected));
    assertThat(actual.toFile().list()).containsExactlyInAnyOrder(expected.toFile().list());
  }

  /** The figures of a run but the time that it took. */
  static ObjectNode timeless(Path run) throws IOException {
    ObjectNode summary =
        (ObjectNode) Json.MAPPER.readTree(Files.readString(run.resolve(RunFolder.SUMMARY)));
    assertThat(summary.remove("train_seconds")).isNotNull();
    return summary;
  }
}
