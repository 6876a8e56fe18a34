package dev.loci.tasks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicallyTest {
  @TempDir Path directory;

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path target = Files.writeString(directory.resolve("page.html"), "old");
    assertThatThrownBy(() ->
            Atomically.write(
                target,
                file -> {
                  Files.writeString(file, "half of");
                  throw new IOException("the disk is full");
                }))
        .hasMessage("the disk is full");
    assertThat(target).hasContent("old");
    assertThat(directory).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void theNewFileReplacesTheOldOne() throws IOException {
    Path target = Files.writeString(directory.resolve("page.html"), "old");
    Atomically.write(target, file -> Files.writeString(file, "new"));
    assertThat(target).hasContent("new");
    assertThat(directory).isDirectoryNotContaining("glob:**.partial");
  }
}
