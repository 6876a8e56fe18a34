package dev.loci.tasks.experiment.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.ChildJvm;
import dev.loci.tasks.experiment.KilledRun;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tensor.Compute;
import dev.loci.tensor.kernel.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run's weights and figures are the same bits on any threads and kernels, and however often it is
 * broken off.
 */
class RecallBitsTest {
  @TempDir private Path temp;

  private static RecallExperiment named(String name) {
    return RecallExperiment.ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"recall, 256, 32, 20", "recall-swap, 32, 16, 100"})
  void threadsAndKernelsChangeNoBit(String name, int subjects, int width, int steps)
      throws IOException {
    RecallExperiment experiment = named(name);
    RecallSettings settings =
        RecallRuns.small(
            experiment,
            "subjects=" + subjects,
            "width=" + width,
            "hidden=" + 2 * width,
            "batch=512",
            "steps=" + steps,
            "warmup_steps=5",
            "weight_decay=0.1");
    Path one = temp.resolve("one");
    int threads = Compute.threads();
    try {
      Compute.setThreads(1);
      RecallRuns.run(experiment, one, settings);
      Compute.setThreads(2);
      long before = Parallel.handovers();
      RecallRuns.run(experiment, temp.resolve("two"), settings);
      assertThat(Parallel.handovers()).as("work is shared").isGreaterThan(before);
    } finally {
      Compute.setThreads(threads);
    }
    RecallRuns.requireEqual(temp.resolve("two"), one);
    Path out = temp.resolve("scalar");
    List<String> arguments =
        RecallRuns.arguments(name, settings, out, "--kernels", "scalar", "--threads", "2");
    ChildJvm.Result result = ChildJvm.main(List.of(ChildJvm.VECTOR), ChildJvm.LOCI, arguments);
    assertThat(result.code()).as(result.err()).isZero();
    RecallRuns.requireEqual(out, one);
  }

  /** Pulls the plug at some update, goes on, and returns the figures of an unbroken run. */
  private ObjectNode breakOff(RecallExperiment experiment, RecallSettings settings, int step)
      throws IOException {
    Path broken = temp.resolve("broken");
    RecallRuns.breakOff(experiment, settings, step, broken);
    return goOn(experiment, settings, broken);
  }

  private ObjectNode goOn(RecallExperiment experiment, RecallSettings settings, Path broken)
      throws IOException {
    RecallRuns.resume(experiment, broken);
    Path whole = temp.resolve("whole");
    RecallRuns.run(experiment, whole, settings);
    RecallRuns.requireEqual(broken, whole);
    return RecallRuns.timeless(whole);
  }

  /** Update 60 is the place of a checkpoint and of a measurement, 90 of a checkpoint alone. */
  @ParameterizedTest
  @ValueSource(ints = {10, 30, 61, 95})
  void interruptedRunEndsAsTheUnbrokenOne(int step) throws IOException {
    RecallSettings settings =
        RecallRuns.small(
            RecallExperiment.TRAIN,
            "subjects=16",
            "hops=2",
            "form=chain",
            "with_facts=true",
            "batch=24");
    breakOff(RecallExperiment.TRAIN, settings, step);
  }

  /** With the output matrix frozen, as it is by default where runs are probed. */
  @ParameterizedTest
  @ValueSource(strings = {"recall", "recall-swap"})
  void interruptedRunStopsAsSoonAsTheUnbrokenOne(String name) throws IOException {
    RecallSettings settings =
        RecallRuns.small(
            named(name),
            "stop_when_solved=true",
            "steps=1000",
            "learning_rate=0.01",
            "weight_decay=0.1");
    assertThat(settings.frozenOutput()).isEqualTo(name.equals("recall-swap"));
    assertThat(breakOff(named(name), settings, 35).get("steps").asInt()).isBetween(36, 999);
  }

  /** Probing begins after the last update, and the last checkpoint is older than that. */
  @Test
  void aRunBrokenOffWhileItIsProbedIsProbedAnew() throws IOException {
    RecallExperiment broken =
        new RecallExperiment(
            RecallExperiment.SWAP.name(),
            RecallExperiment.SWAP.description(),
            RecallPresets::geometric,
            trained -> {
              trained.model().embedding().value().fill(0);
              throw RecallRuns.pulledThePlug();
            });
    RecallSettings settings = RecallRuns.small(RecallExperiment.SWAP, "weight_decay=0.1");
    Path folder = temp.resolve("broken");
    assertThatThrownBy(() -> RecallRuns.run(broken, folder, settings))
        .hasMessageContaining("pulled the plug");
    assertThat(folder.resolve(RunFolder.MODEL)).exists();
    assertThat(folder.resolve(RunFolder.SUMMARY)).doesNotExist();
    goOn(RecallExperiment.SWAP, settings, folder);
  }

  @Test
  void killedRunEndsAsTheUnbrokenOne() throws Exception {
    RecallSettings settings =
        RecallRuns.small(
            RecallExperiment.TRAIN, "steps=500", "checkpoint_every=5", "weight_decay=0.1");
    Path broken = temp.resolve("broken");
    KilledRun.killAfter(RecallRuns.arguments("recall", settings, broken), broken, 0, 0);
    goOn(RecallExperiment.TRAIN, settings, broken);
  }
}
