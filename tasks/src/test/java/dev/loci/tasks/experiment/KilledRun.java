package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs of {@code loci} in a JVM of its own that is killed on the way. */
public final class KilledRun {
  private KilledRun() {}

  /**
   * Kills a run when it has written so many checkpoints and one more, and a little later.
   *
   * @param arguments of {@code loci}
   * @param folder of the run; what it says goes to files beside it
   */
  public static void killAfter(
      List<String> arguments, Path folder, int checkpoints, int milliseconds)
      throws IOException, InterruptedException {
    Path err = folder.resolveSibling("err");
    Process process =
        ChildJvm.start(
            "java",
            ChildJvm.command(List.of(ChildJvm.VECTOR), ChildJvm.LOCI, arguments),
            folder.resolveSibling("out"),
            err);
    try {
      Object last = stamp(folder);
      for (int seen = 0; seen <= checkpoints; ) {
        assertThat(process.isAlive()).as("%s", Files.readString(err)).isTrue();
        Thread.sleep(1);
        Object now = stamp(folder);
        seen += now.equals(last) ? 0 : 1;
        last = now;
      }
      Thread.sleep(milliseconds);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(folder.resolve(RunFolder.SUMMARY)).doesNotExist();
  }

  private static Object stamp(Path folder) throws IOException {
    Path checkpoint = folder.resolve(RunFolder.CHECKPOINT);
    try {
      return Files.getLastModifiedTime(checkpoint);
    } catch (NoSuchFileException e) { // not yet, or between two
      return "none";
    }
  }
}
