package dev.loci.tasks.experiment.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tensor.Compute;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs on stars in context: what is learned, what options do, and that they can be resumed. */
class ContextRunTest {
  @TempDir private Path temp;

  private static ContextSettings small(String... changes) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "path_length", "3",
                "labels", "6",
                "layers", "1",
                "width", "16",
                "batch", "16",
                "steps", "40",
                "test_examples", "60",
                "eval_every", "20",
                "warmup_steps", "10",
                "checkpoint_every", "10"));
    all.putAll(Settings.assignments(List.of(changes)));
    return Settings.with(ContextSettings.LAPTOP, all);
  }

  private static ContextSummary run(Path out, ContextSettings settings) throws IOException {
    return (ContextSummary)
        Runs.start(
            ContextExperiment.IN_CONTEXT,
            settings,
            RunFolder.at(out, RunFolder.Existing.REFUSE),
            Progress.SILENT);
  }

  @Test
  void groupsOfStarsChangeNothing() {
    ContextSettings settings = small();
    ContextStars stars = new ContextStars(settings);
    int vocabulary = stars.encoder().vocabulary().size();
    Gpt model = new Gpt(GptConfig.of(vocabulary, stars.train(0).length(), 1, 16, 2));
    GptInitializer.normal(RandomStream.of(1), 0.5, 0.5).initialize(model);
    var whole = new ContextEvaluation(settings, stars, 60).measure(model);
    var parts = new ContextEvaluation(settings, stars, 7).measure(model);
    assertThat(parts.forced()).isEqualTo(whole.forced()).doesNotContain(0);
    assertThat(parts.free()).isEqualTo(whole.free());
    assertThat(parts.exact()).isEqualTo(whole.exact());
  }

  /** Root and leaf stand right before the answer, so that an untrained place is soon copied. */
  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true", "true,true"})
  void whatIsGivenIsSoonCopied(boolean reversed, boolean teacherless) throws IOException {
    ContextSettings settings =
        small(
            "steps=150",
            "learning_rate=0.01",
            "reversed=" + reversed,
            "teacherless=" + teacherless);
    ContextSummary summary = run(temp, settings);
    assertThat(summary.chance()).isEqualTo(0.5);
    assertThat(summary.forcedTokenAccuracy()).isGreaterThan(0.6); // two of three are given
    assertThat(summary.finalLoss()).isBetween(0.1, 1.8);
    if (teacherless) {
      assertThat(summary.forcedTokenAccuracy()).isEqualTo(summary.tokenAccuracy());
    }
    assertThat(temp.resolve(RunFolder.FIGURES))
        .isDirectoryContaining("glob:**/tokens.png")
        .isDirectoryContaining("glob:**/forced-tokens.png");
    var trained = Runs.open(RunFolder.existing(temp));
    assertThat(trained.figures().get()).containsAllEntriesOf(summary.figures());
    assertThat(trained.readsAnswer()).isEqualTo(!teacherless);
  }

  /** Told from the root the choice of an arm stays a guess, told from the leaf there is none. */
  @Test
  @Tag("long")
  void onlyReversedPathsAreLearned() throws IOException {
    ContextSettings forward = Settings.with(ContextSettings.LAPTOP, List.of("seed=1"));
    ContextSummary guessed = run(temp.resolve("forward"), forward);
    assertThat(guessed.firstHopAccuracy()).isBetween(0.42, 0.58); // 3.5 deviations of 500 guesses
    assertThat(guessed.forcedTokenAccuracy()).isGreaterThan(0.85);
    ContextSettings reversed = Settings.with(forward, List.of("reversed=true"));
    assertThat(run(temp.resolve("reversed"), reversed).exactMatch()).isGreaterThan(0.95);
  }

  @Test
  void interruptedRunEndsAsTheUnbrokenOne() throws IOException {
    for (int at : new int[] {5, 15, 30, 39}) {
      Path broken = temp.resolve("broken-" + at);
      assertThatThrownBy(() ->
              Runs.start(
                  ContextExperiment.IN_CONTEXT,
                  small(),
                  RunFolder.at(broken, RunFolder.Existing.REFUSE),
                  (step, steps, message) -> {
                    if (step == at) {
                      throw new UncheckedIOException(new IOException("pulled the plug"));
                    }
                  }))
          .hasMessageContaining("pulled the plug");
      Runs.resume(
          ContextExperiment.IN_CONTEXT,
          RunFolder.at(broken, RunFolder.Existing.RESUME),
          Progress.SILENT);
    }
    Path whole = temp.resolve("whole");
    run(whole, small());
    int threads = Compute.threads();
    try {
      Compute.setThreads(threads == 1 ? 2 : 1);
      run(temp.resolve("threads"), small());
    } finally {
      Compute.setThreads(threads);
    }
    for (String name : List.of("broken-5", "broken-15", "broken-30", "broken-39", "threads")) {
      for (String file : List.of(RunFolder.MODEL, RunFolder.METRICS)) {
        assertThat(temp.resolve(name).resolve(file))
            .as(name)
            .hasSameBinaryContentAs(whole.resolve(file));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels=4 | context star: 4 labels are too few, the star has 5 nodes",
        "heads=3 | setting heads: a width of 16 does not divide into 3 heads",
        "warmup_steps=40 | setting warmup_steps: 40 is not between 0 and 39"
      })
  void badSettingsAreRefused(String change, String message) {
    assertThatThrownBy(() -> small(change))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
