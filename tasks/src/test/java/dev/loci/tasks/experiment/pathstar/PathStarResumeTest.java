package dev.loci.tasks.experiment.pathstar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.Checkpoints;
import dev.loci.tasks.experiment.ChildJvm;
import dev.loci.tasks.experiment.KilledRun;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
  void runKilledTwiceEndsAsTheUnbrokenOne() throws Exception {
    killAndCompare(2);
  }

  @Test
  @Tag("long")
  void runKilledTenTimesEndsAsTheUnbrokenOne() throws Exception {
    killAndCompare(10);
  }

  /** Pulls the plug of a process again and again, at moments that no test can choose. */
  private void killAndCompare(int times) throws Exception {
    PathStarSettings settings =
        PathStarRuns.small("epochs=" + 60 * times, "checkpoint_every=1", "width=32", "dropout=0.1");
    Path broken = temp.resolve("broken");
    RandomStream random = RandomStream.of(times);
    for (int i = 0; i < times; i++) {
      List<String> arguments =
          Files.exists(broken.resolve(RunFolder.CONFIG))
              ? List.of("run", "path-star", "--out", broken.toString(), "--resume")
              : PathStarRuns.arguments(settings, broken);
      KilledRun.killAfter(arguments, broken, random.below(5), random.below(40));
    }
    resume(broken);
    Path whole = temp.resolve("whole");
    PathStarRuns.run(whole, settings);
    PathStarTest.requireEqual(broken, whole);
    assertThat(broken.toFile().list()).containsExactlyInAnyOrder(whole.toFile().list());
  }

  /**
   * A limit on the size of files cuts every write of a checkpoint short, as a full disk does: the
   * run ends in a sentence, both checkpoints stay as they were, and nothing else is left behind.
   */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void fullDiskLosesNothing() throws Exception {
    Path broken = temp.resolve("broken");
    interrupt(broken, 5);
    Map<String, byte[]> before = contents(broken);
    assertThat(before).containsKeys(RunFolder.CHECKPOINT, RunFolder.CHECKPOINT_BEFORE);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ChildJvm.command(
            List.of(ChildJvm.VECTOR, "-XX:-UsePerfData"),
            ChildJvm.LOCI,
            List.of("run", "path-star", "--out", broken.toString(), "--resume")));
    List<String> limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 40; exec \"$@\"", "-"));
    limited.addAll(command);
    Process process =
        new ProcessBuilder(limited)
            .redirectOutput(temp.resolve("out").toFile())
            .redirectError(temp.resolve("err").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(temp.resolve("err")))
        .containsPattern("loci: can't write .* to " + broken)
        .doesNotContain("Exception");
    assertThat(process.exitValue()).isEqualTo(2);
    Map<String, byte[]> after = contents(broken);
    assertThat(after).containsOnlyKeys(before.keySet());
    before.remove(RunFolder.BEST); // it is small enough to be written, and was
    before.forEach(
        (name, bytes) -> assertThat(Arrays.equals(after.get(name), bytes)).as(name).isTrue());

    resume(broken);
    Path whole = temp.resolve("whole");
    PathStarRuns.run(whole, staged());
    PathStarTest.requireEqual(broken, whole);
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return contents;
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
      String said = String.join("", warnings(() -> resume(broken)));
      if (!damage.equals("missing")) {
        assertThat(said)
            .startsWith(last + ": ")
            .endsWith("; going on from " + broken.resolve(RunFolder.CHECKPOINT_BEFORE));
      }
      PathStarTest.requireEqual(broken, whole);
    }
  }

  /** What is logged about checkpoints meanwhile. */
  private static List<String> warnings(ThrowingCallable action) {
    List<String> messages = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            messages.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Checkpoints.class.getName());
    logger.addHandler(handler);
    try {
      assertThatCode(action).doesNotThrowAnyException();
    } finally {
      logger.removeHandler(handler);
    }
    return messages;
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
