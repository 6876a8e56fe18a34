package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.tiny.TinyExperiment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTest {
  @TempDir private Path temp;

  private Result result(String summary) throws Exception {
    Files.writeString(temp.resolve(RunFolder.CONFIG), "{\"seed\": 1}");
    Files.writeString(temp.resolve(RunFolder.SUMMARY), summary);
    return new Result("run", TinyExperiment.TRANSFORMER.preset(), RunFolder.existing(temp));
  }

  @Test
  void aNumberThatIsNotDefinedIsNaN() throws Exception {
    assertThat(result("{\"loss\": 0.5, \"level\": null}").number("loss")).isEqualTo(0.5);
    assertThat(result("{\"loss\": 0.5, \"level\": null}").number("level")).isNaN();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{             | : the text is not JSON from line 1, column 2 on",
        "''            | : the text is no JSON object",
        "[]            | : the text is no JSON object",
        "{\"loss\": x} | : the text is not JSON from line 1, column 10 on",
        "{}            | ' has no number \"loss\"'",
        "{\"loss\": \"low\"} | ' has no number \"loss\"'",
      })
  void aDamagedSummaryIsNamed(String summary, String fault) throws Exception {
    Result result = result(summary);
    assertThatThrownBy(() -> result.number("loss"))
        .hasMessage(temp.resolve(RunFolder.SUMMARY) + fault);
  }
}
