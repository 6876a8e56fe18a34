package dev.loci.tasks.experiment.pathstar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.ChildJvm;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was cut off anywhere ends with the bits of one that was not. */
class PathStarResumeTest {
  @TempDir private Path temp;

  private static PathStarSettings staged() {
    return PathStarRuns.small(
        "recipe=staged_full_path",
        "edge_epochs=4",
        "epochs=4",
        "dropout=0.2",
        "eval_every=3",
        "width=16");
  }

  /** Epoch 4 is the end of the first stage, where a checkpoint is of one that is over. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 7})
  void interruptedRunEndsAsTheUnbrokenOne(int epochs) throws IOException {
    Path broken = temp.resolve("broken");
    interrupt(broken, epochs);
    resume(broken);
    Path whole = temp.resolve("whole");
    PathStarRuns.run(whole, staged());
    PathStarTest.requireEqual(broken, whole);
    assertThat(broken.toFile().list()).containsExactlyInAnyOrder(whole.toFile().list());
  }

  @Test
  void killedRunEndsAsTheUnbrokenOne() throws Exception {
    PathStarSettings settings =
        PathStarRuns.small("epochs=60", "checkpoint_every=1", "width=32", "dropout=0.1");
    Path broken = temp.resolve("broken");
    List<String> arguments = PathStarRuns.arguments(settings, broken);
    Process process =
        ChildJvm.start(
            "java",
            ChildJvm.command(List.of(ChildJvm.VECTOR), ChildJvm.LOCI, arguments),
            temp.resolve("out"),
            temp.resolve("err"));
    try {
      while (!Files.exists(broken.resolve(RunFolder.CHECKPOINT))) {
        assertThat(process.isAlive()).as("%s", temp.resolve("err")).isTrue();
        Thread.sleep(5);
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(broken.resolve(RunFolder.SUMMARY)).doesNotExist();
    resume(broken);
    Path whole = temp.resolve("whole");
    PathStarRuns.run(whole, settings);
    PathStarTest.requireEqual(broken, whole);
    assertThat(broken.toFile().list()).containsExactlyInAnyOrder(whole.toFile().list());
  }

  @Test
  void damagedCheckpointGivesWayToTheOneBefore() throws IOException {
    Path whole = temp.resolve("whole");
    PathStarRuns.run(whole, staged());
    for (String damage : List.of("cut short", "altered", "missing")) {
      Path broken = temp.resolve(damage);
      interrupt(broken, 5);
      Path last = broken.resolve(RunFolder.CHECKPOINT);
      assertThat(broken.resolve(RunFolder.CHECKPOINT_BEFORE)).exists();
      damage(last, damage);
      resume(broken);
      PathStarTest.requireEqual(broken, whole);
    }
  }

  @Test
  void withoutAGoodCheckpointNothingIsMade() throws IOException {
    interrupt(temp, 3);
    Path last = temp.resolve(RunFolder.CHECKPOINT);
    assertThat(temp.resolve(RunFolder.CHECKPOINT_BEFORE)).doesNotExist();
    damage(last, "altered");
    assertThatThrownBy(() -> resume(temp))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(last + ": was altered after it was written");
  }

  private static void damage(Path file, String how) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (how) {
      case "cut short" -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      case "altered" -> {
        bytes[bytes.length - 100] ^= 1;
        Files.write(file, bytes);
      }
      default -> Files.delete(file);
    }
  }

  /** Stops a run while it makes an epoch. */
  private static void interrupt(Path out, int epoch) throws IOException {
    RunFolder folder = RunFolder.at(out, RunFolder.Existing.REFUSE);
    assertThatThrownBy(() ->
            Runs.start(
                PathStarExperiment.PATH_STAR,
                staged(),
                folder,
                (step, steps, message) -> {
                  if (step * 8 / steps >= epoch) {
                    throw new UncheckedIOException(new IOException("pulled the plug"));
                  }
                }))
        .hasMessageContaining("pulled the plug");
  }

  private static void resume(Path folder) throws IOException {
    Runs.resume(
        PathStarExperiment.PATH_STAR,
        RunFolder.at(folder, RunFolder.Existing.RESUME),
        Progress.SILENT);
  }
}
