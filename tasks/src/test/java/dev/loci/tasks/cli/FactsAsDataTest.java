package dev.loci.tasks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tasks.experiment.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code loci data facts} has written, as the data of {@code loci run recall --data}. */
class FactsAsDataTest {
  private static final String SIZES = " --subjects 12 --relations 2 --seed 5";
  private static final String SHORT = " --seed 5 --width 8 --steps 20";

  @TempDir private Path temp;
  private final StringWriter printed = new StringWriter();
  private final StringWriter complaint = new StringWriter();

  /** {@code DATA} and {@code RUN} stand for folders that begin empty. */
  private int execute(String command) {
    return Main.commandLine()
        .setOut(new PrintWriter(printed, true))
        .setErr(new PrintWriter(complaint, true))
        .execute(
            command
                .replace("DATA", temp.resolve("data").toString())
                .replace("RUN", temp.resolve("run").toString())
                .split(" "));
  }

  private void succeed(String command) {
    assertThat(execute(command)).as("%s: %s", command, complaint).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--hops 1 | --hops 1",
        "--hops 2 --chain-of-thought | --hops 2 --form chain",
        "--hops 3 --interleaved --sample 30 | --hops 3 --form interleaved --sample 30",
        "--hops 2 --compositional --train-ratio 0.5 | --hops 2 --train-share 0.5 --with-facts",
        "--hops 2 --compositional --sample 20"
            + " | --hops 2 --train-share 0.8 --with-facts --sample 20",
      })
  void trainingOnTheFilesIsTrainingOnWhatIsDrawn(String written, String drawn) {
    succeed("data facts --out DATA " + written + SIZES);
    succeed("run recall --data DATA --out RUN" + SHORT);
    succeed("run recall --out RUN-drawn " + drawn + SIZES + " --width 8 --steps 20");
    for (String file : List.of(RunFolder.MODEL, RunFolder.METRICS)) {
      assertThat(temp.resolve("run").resolve(file))
          .hasSameBinaryContentAs(temp.resolve("run-drawn").resolve(file));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "facts    | 0,12          | expected an equals sign",
        "facts    | 0,12=99       | token 99 is too large, ids are below 14",
        "facts    | 0,12=13       | expected one subject after the equals sign",
        "train_48 | 0,12,12,12=1  | expected a subject below 12 and 1 or 2 relations from 12 on before",
        "train_48 | 0,12,14=1     | token 14 is too large, ids are below 14",
        "test_0   | 0,12=1        | expected a subject below 12 and 2 relations from 12 on before",
      })
  void aFaultyFileIsRefusedInOneSentence(String kind, String line, String fault)
      throws IOException {
    succeed("data facts --out DATA --hops 2" + SIZES);
    Path file =
        temp.resolve("data")
            .resolve("facts_subjects_12_relations_2_hops_2_direct_" + kind + ".txt");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.addFirst(line);
    Files.write(file, lines);
    assertThat(execute("run recall --data DATA --out RUN")).isEqualTo(2);
    assertThat(complaint.toString())
        .startsWith("loci: " + file + ", line 1: " + fault)
        .hasLineCount(1);
    assertThat(temp.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recall --subjects 10          | setting subjects: 10, but the facts in %s have 12",
        "recall --relations 3          | setting relations: 3, but the facts in %s have 2",
        "recall --hops 2               | setting hops: 2, but the facts in %s have 1",
        "recall-swap --form chain      | setting form: chain, but the facts in %s have direct",
        "recall --sample 3             | setting data: the files of %s say which questions there are; answers, sample, train_share and with_facts are for facts that are drawn",
        "recall --answers 3            | setting data: the files of %s say which questions there are; answers, sample, train_share and with_facts are for facts that are drawn",
      })
  void settingsThatContradictTheFilesAreRefused(String options, String sentence) {
    succeed("data facts --out DATA" + SIZES);
    assertThat(execute("run " + options + " --data DATA --out RUN")).isEqualTo(2);
    assertThat(complaint.toString().strip())
        .isEqualTo("loci: " + sentence.formatted(temp.resolve("data")));
    assertThat(temp.resolve("run")).doesNotExist();
  }

  @Test
  void whereThereAreNoFacts() {
    assertThat(execute("run recall --data DATA --out RUN")).isEqualTo(2);
    assertThat(execute("run recall --data= --out RUN")).isEqualTo(2);
    assertThat(complaint.toString())
        .isEqualTo(
            "loci: there is no folder %s%nloci: setting data: neither a folder nor \"generated\" is given%n"
                .formatted(temp.resolve("data")));
  }

  @Test
  void theModelIsAskedAboutTheFactsOfTheFiles() {
    succeed("data facts --out DATA" + SIZES);
    succeed("run recall --data DATA --out RUN" + SHORT);
    succeed("eval RUN");
    succeed("generate RUN --prompt 3,12");
    assertThat(execute("generate RUN --prompt 3,14")).isEqualTo(2);
    assertThat(complaint.toString())
        .contains("\"14\" is no token; subjects are 0 to 11, relations 12 to 13");
  }

  @Test
  void questionsThatAreTooManyCanBeSampled() {
    succeed("data facts --out DATA --hops 14 --sample 7" + SIZES);
    succeed("run recall --hops 14 --sample 7 --width 8 --steps 2 --out RUN" + SIZES);
  }
}
