package dev.loci.tasks.experiment.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.KilledRun;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was cut off goes on to the same end; what is no checkpoint of it is refused. */
class ResumeTest {
  @TempDir private Path temp;

  private TinySettings settings() {
    return Settings.with(
        TinyPresets.transformer("star", false, false),
        List.of("steps=60", "checkpoint_every=20", "model=network", "dropout=0.2"));
  }

  @Test
  void killedRunEndsAsTheUnbrokenOne() throws Exception {
    Path broken = temp.resolve("broken");
    List<String> change = List.of("steps=1000", "checkpoint_every=20");
    List<String> arguments = new ArrayList<>(List.of("run", "tiny-transformer"));
    arguments.addAll(List.of("--out", broken.toString(), "--set", change.get(0)));
    arguments.addAll(List.of("--set", change.get(1)));
    KilledRun.killAfter(arguments, broken, 0, 0);
    Files.writeString(broken.resolve("checkpoint.safetensors.1.partial"), "cut off");

    resume(broken);
    Path whole = temp.resolve("whole");
    TinyRuns.run(whole, Settings.with(TinyPresets.transformer("star", false, false), change));
    requireSameResult(broken, whole);
    assertThat(broken.toFile().list()).containsExactlyInAnyOrder(whole.toFile().list());
  }

  @Test
  void exceptionInTheMiddleLeavesARunToResume() throws Exception {
    Path broken = temp.resolve("broken");
    interrupt(broken, 50);
    resume(broken);
    Path whole = temp.resolve("whole");
    TinyRuns.run(whole, settings());
    requireSameResult(broken, whole);
  }

  @Test
  void withoutACheckpointItBeginsAgain() throws Exception {
    Path broken = temp.resolve("broken");
    interrupt(broken, 10);
    assertThat(broken.resolve(RunFolder.CHECKPOINT)).doesNotExist();
    resume(broken);
    Path whole = temp.resolve("whole");
    TinyRuns.run(whole, settings());
    requireSameResult(broken, whole);
  }

  @Test
  void completeRunsAndEmptyFoldersAreRefused() throws Exception {
    assertThatThrownBy(() -> resume(temp))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds no run to resume");
    Path out = temp.resolve("whole");
    TinyRuns.run(out, settings());
    assertThatThrownBy(() -> resume(out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(out + " holds a run that is complete");
  }

  @Test
  void damagedCheckpointGivesWayToTheOneBefore() throws Exception {
    Path broken = temp.resolve("broken");
    interrupt(broken, 50);
    Path last = broken.resolve(RunFolder.CHECKPOINT);
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length - 1));
    resume(broken);
    Path whole = temp.resolve("whole");
    TinyRuns.run(whole, settings());
    requireSameResult(broken, whole);
    assertThat(broken.resolve(RunFolder.CHECKPOINT_BEFORE)).doesNotExist();
  }

  @Test
  void truncatedCheckpointsAreRefused() throws Exception {
    interrupt(temp, 50);
    Files.delete(temp.resolve(RunFolder.CHECKPOINT_BEFORE));
    Path file = temp.resolve(RunFolder.CHECKPOINT);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 8, 100, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> resume(temp)).as("%d", length).hasMessageContaining("" + file);
    }
  }

  @Test
  void alteredCheckpointsAreRefused() throws Exception {
    interrupt(temp, 50);
    Files.delete(temp.resolve(RunFolder.CHECKPOINT_BEFORE));
    Path file = temp.resolve(RunFolder.CHECKPOINT);
    SafeTensors good = SafeTensors.read(file);
    refused(file, good, (tensors, texts) -> tensors.remove("model.embedding.weight"));
    refused(file, good, (tensors, texts) -> tensors.remove("optimizer.steps"));
    refused(file, good, (tensors, texts) -> tensors.remove("extra.measurements"));
    refused(file, good, (tensors, texts) -> tensors.put("model.more", Tensor.zeros(3)));
    refused(
        file, good, (tensors, texts) -> tensors.put("extra.embeddings", Tensor.zeros(40, 1, 1)));
    refused(file, good, (tensors, texts) -> tensors.put("extra.measurements", Tensor.zeros(40)));
    refused(file, good, (tensors, texts) -> texts.put("steps", "39"));
    refused(file, good, (tensors, texts) -> texts.put("steps", "many"));
    refused(file, good, (tensors, texts) -> texts.remove("steps"));
    refused(file, good, (tensors, texts) -> texts.put("seconds", "long"));
    refused(file, good, (tensors, texts) -> texts.put("settings", "{}"));
    good.write(file);
    resume(temp);
  }

  @Test
  void configOfOtherSettingsIsRefused() throws Exception {
    interrupt(temp, 50);
    Path config = temp.resolve(RunFolder.CONFIG);
    String text = Files.readString(config);
    Files.writeString(config, text.replace("\"steps\" : 60", "\"steps\" : 61"));
    assertThatThrownBy(() -> resume(temp)).hasMessageContaining("is of other settings than");
  }

  private void refused(
      Path file, SafeTensors good, BiConsumer<Map<String, Tensor>, Map<String, String>> change)
      throws IOException {
    Map<String, Tensor> tensors = new TreeMap<>(good.tensors());
    Map<String, String> texts = new TreeMap<>(good.metadata());
    change.accept(tensors, texts);
    new SafeTensors(tensors, texts).write(file);
    assertThatThrownBy(() -> resume(temp))
        .isInstanceOfAny(IllegalArgumentException.class, IOException.class)
        .hasMessageContaining("" + file);
  }

  private void interrupt(Path out, int at) throws IOException {
    RunFolder folder = RunFolder.at(out, RunFolder.Existing.REFUSE);
    assertThatThrownBy(() ->
            Runs.start(
                TinyExperiment.TRANSFORMER,
                settings(),
                folder,
                (step, steps, message) -> {
                  if (step == at) {
                    throw new UncheckedIOException(new IOException("pulled the plug"));
                  }
                }))
        .hasMessageContaining("pulled the plug");
  }

  private static void resume(Path folder) throws IOException {
    Runs.resume(
        TinyExperiment.TRANSFORMER,
        RunFolder.at(folder, RunFolder.Existing.RESUME),
        Progress.SILENT);
  }

  private static void requireSameResult(Path actual, Path expected) {
    for (String name : List.of(RunFolder.CONFIG, RunFolder.METRICS, RunFolder.MODEL)) {
      assertThat(actual.resolve(name)).hasSameBinaryContentAs(expected.resolve(name));
    }
    assertThat(actual.resolve(RunFolder.SUMMARY)).isNotEmptyFile();
    assertThat(actual.resolve(RunFolder.CHECKPOINT)).doesNotExist();
  }
}
