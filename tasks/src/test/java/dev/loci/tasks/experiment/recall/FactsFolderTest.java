package dev.loci.tasks.experiment.recall;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.recall.FactData;
import dev.loci.tasks.recall.FactFiles;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on files of facts go on after an interruption, but not with other facts. */
class FactsFolderTest {
  @TempDir private Path temp;

  private RecallSettings write(int seed) {
    FactSet facts = FactSet.bijections(32, 2, RandomStream.of(seed));
    FactData data = FactData.memorising(facts, 1, Form.DIRECT, 0, RandomStream.of(seed));
    Path folder = temp.resolve("data");
    FactFiles.write(folder, data, true);
    return RecallRuns.small(RecallExperiment.TRAIN, "data=" + folder);
  }

  private Path broken(RecallSettings settings) throws IOException {
    Path broken = temp.resolve("broken");
    RecallRuns.breakOff(RecallExperiment.TRAIN, settings, 70, broken);
    return broken;
  }

  @Test
  void interruptedRunEndsAsTheUnbrokenOne() throws IOException {
    RecallSettings settings = write(1);
    Path broken = broken(settings);
    RecallRuns.resume(RecallExperiment.TRAIN, broken);
    Path whole = temp.resolve("whole");
    RecallRuns.run(RecallExperiment.TRAIN, whole, settings);
    RecallRuns.requireEqual(broken, whole);
  }

  @Test
  void otherFactsAreNotGoneOnWith() throws IOException {
    Path broken = broken(write(1));
    write(2);
    assertThatThrownBy(() -> RecallRuns.resume(RecallExperiment.TRAIN, broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "its model has learned other facts or questions than those of data="
                + temp.resolve("data"));
  }
}
