package dev.loci.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs of the READMEs and of the course compile and print what is written below them. */
class ProgramsTest {
  private static final Path COURSE = Path.of("..", "autograd", "course");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("documents")
  void programsPrintWhatTheyShould(Path document) throws Exception {
    Programs programs = new Programs(Files.readString(document));
    assertThat(programs.count()).isPositive();
    programs.check(folder);
  }

  static List<Path> documents() throws Exception {
    try (Stream<Path> chapters = Files.list(COURSE)) {
      Stream<Path> readmes =
          Stream.of(
              Path.of("..", "README.md"),
              COURSE.resolve("../README.md"),
              Path.of("..", "models", "own-model.md"),
              Path.of("..", "models", "mlp.md"),
              Path.of("..", "models", "node2vec.md"),
              Path.of("..", "models", "generation.md"),
              Path.of("..", "models", "mamba.md"));
      return Stream.concat(readmes, chapters.sorted()).toList();
    }
  }

  @Test
  void anotherOutputIsReported() {
    Programs programs = new Programs(markdown("IO.println(1 + 1);", "```text\n3\n```"));
    assertThatThrownBy(() -> programs.check(folder))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("IO.println(1 + 1);", "\"3", "\"2");
  }

  @Test
  void aProgramThatDoesNotCompileIsReported() {
    Programs programs = new Programs(markdown("IO.println(x);", "```text\n3\n```"));
    assertThatThrownBy(() -> programs.check(folder))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cannot find symbol");
  }

  @Test
  void aProgramWithoutOutputIsReported() {
    assertThatThrownBy(() -> new Programs(markdown("IO.println(1);", "")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("programs with an output");
    assertThatThrownBy(() -> new Programs(markdown("IO.println(1);", "```sh\nls\n```")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("what follows the program");
  }

  private static String markdown(String statement, String after) {
    return "```java\nvoid main() {\n  " + statement + "\n}\n```\n\nIt prints\n\n" + after + "\n";
  }
}
