package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
  @TempDir private Path temp;

  /**
   * Wherever removing the old run stops, a second attempt is let through, and so is a resumption.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        RunFolder.PROVENANCE,
        RunFolder.METRICS,
        RunFolder.MODEL,
        RunFolder.REPORT,
        RunFolder.CHECKPOINT_BEFORE
      })
  void whatIsHalfRemovedCanBeReplacedAndResumed(String obstacle) throws Exception {
    Files.writeString(temp.resolve(RunFolder.CONFIG), "{\"seed\": 1}");
    Files.writeString(temp.resolve(RunFolder.SUMMARY), "{}");
    Path kept = Files.createDirectory(temp.resolve(obstacle)).resolve("file");
    Files.createFile(kept);
    RunFolder folder = RunFolder.at(temp, RunFolder.Existing.OVERWRITE);
    assertThatThrownBy(folder::clear).isInstanceOf(DirectoryNotEmptyException.class);
    RunFolder.at(temp, RunFolder.Existing.RESUME);
    Files.delete(kept);
    RunFolder.at(temp, RunFolder.Existing.OVERWRITE).clear();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void aCompleteRunIsNotResumed() throws Exception {
    Files.writeString(temp.resolve(RunFolder.CONFIG), "{\"seed\": 1}");
    Files.writeString(temp.resolve(RunFolder.SUMMARY), "{}");
    assertThatThrownBy(() -> RunFolder.at(temp, RunFolder.Existing.RESUME))
        .hasMessage(temp + " holds a run that is complete");
  }
}
