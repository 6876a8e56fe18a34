package dev.loci.tasks.experiment.pathstar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read off the measurements of a run, which are made up here. */
class PathStarResultTest {
  @TempDir private Path temp;

  private PathStarResult measured(String... rows) throws Exception {
    RunFolder folder = RunFolder.at(temp.resolve("run"), RunFolder.Existing.OVERWRITE);
    Files.createDirectories(folder.path());
    folder.write(
        RunFolder.METRICS,
        "epoch,exact_match,first_hop_accuracy,token_3\n" + String.join("\n", rows) + "\n");
    return new PathStarResult(new Result("run", PathStarRuns.small("path_length=4"), folder));
  }

  @Test
  void aMomentIsFoundByTheFirstMeasurementThatReachesIt() throws Exception {
    PathStarResult run = measured("0,0,0,0", "2,0.25,0.5,0.25", "4,0.75,0.25,0.5", "6,0.5,1,1");
    assertThat(run.epochsUntil(0.5)).isEqualTo(4);
    assertThat(run.firstHopWhenNodeBeforeLeafIs(0.5)).isEqualTo(0.25);
    assertThat(run.highest()).isEqualTo(0.75);
  }

  @Test
  void whatIsNeverReachedIsNoMoment() throws Exception {
    PathStarResult run = measured("0,0,0,0", "2,0.25,0.5,0.25");
    assertThat(run.epochsUntil(0.5)).isNaN();
    assertThat(run.firstHopWhenNodeBeforeLeafIs(0.5)).isNaN();
    assertThat(run.highest()).isEqualTo(0.25);
  }
}
