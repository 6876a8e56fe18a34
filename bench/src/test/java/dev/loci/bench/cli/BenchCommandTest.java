package dev.loci.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
  @TempDir private Path temp;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense             | there is no benchmark \"nonsense\"; there are AdamWBenchmark, Att",
        "[                    | \"[\" is not a pattern",
        "--profile T9         | there is no \"T9\"; there are T1_32, T1_128, T2, T3, T4",
        "AdamW --threads 0    | --threads: 0 is not between 1 and 1024",
        "AdamW --threads many | 'many' is not an int",
        "AdamW --kernels fast | expected one of [auto, scalar, simd]",
        "AdamW Matrix         | Unmatched argument",
        "--bogus              | Unknown option: '--bogus'",
      })
  void wrongInputIsRefusedBeforeAnythingIsDone(String words, String sentence) {
    Path folder = temp.resolve("out");
    assertThat(execute((words + " --out " + folder).split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("loci bench: ").contains(sentence).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @Test
  void benchmarksAreListed() {
    assertThat(execute("--list")).isZero();
    assertThat(out.toString()).contains("MatrixProductBenchmark.product", "UnaryBenchmark.unary");
  }

  @Test
  void helpNamesTheStudies() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString())
        .contains("--functions", "--growth", "--profile", "--jfr", "--jmh", "loci bench");
  }
}
