package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.experiment.tiny.TinySettings;
import dev.loci.train.DivergedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunTest {
  @TempDir private Path temp;

  /** A run that comes to its end, and one that does not. */
  private static final class GoodAndBad implements Study<TinySettings> {
    private static final TinyExperiment EXPERIMENT = TinyExperiment.TRANSFORMER;

    @Override
    public String name() {
      return "good-and-bad";
    }

    @Override
    public String description() {
      return "a part of this study diverges";
    }

    @Override
    public TinySettings preset(Map<String, String> choices) {
      return EXPERIMENT.preset(choices);
    }

    @Override
    public List<Part<?>> parts(TinySettings settings) {
      TinySettings good = Settings.with(settings, List.of("steps=2"));
      TinySettings bad =
          Settings.with(settings, List.of("learning_rate=1000", "layer_norm=false", "layers=8"));
      return List.of(new Part<>("good", EXPERIMENT, good), new Part<>("bad", EXPERIMENT, bad));
    }

    @Override
    public Conclusion conclude(TinySettings settings, List<Result> results) {
      throw new IllegalStateException("there is nothing to conclude");
    }
  }

  @Test
  void whatIsCompleteStaysWhenAnotherPartDiverges() throws Exception {
    Study<TinySettings> study = new GoodAndBad();
    Path out = temp.resolve("out");
    RunFolder folder = RunFolder.at(out, RunFolder.Existing.REFUSE);
    assertThatThrownBy(() -> Runs.start(study, study.preset(), folder, Progress.SILENT))
        .isInstanceOf(DivergedException.class);
    Path summary = out.resolve("runs/good/summary.json");
    String first = Files.readString(summary);
    assertThat(out.resolve("runs/good/model.safetensors")).exists();
    assertThat(out.resolve("runs/bad")).isEmptyDirectory();
    RunFolder again = RunFolder.at(out, RunFolder.Existing.RESUME);
    assertThatThrownBy(() -> Runs.resume(study, again, Progress.SILENT))
        .isInstanceOf(DivergedException.class);
    assertThat(summary).hasContent(first);
  }
}
