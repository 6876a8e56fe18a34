package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every preset has one outcome, however it is computed and whatever runs beside it. */
class PresetWeightsTest {
  private static final int VARIANTS = 3;

  @TempDir private Path temp;

  @Test
  void weightsOfEveryPresetAreTheSameBits() {
    List<String> expected = run("one", 1, "scalar", "-Dno.flag=given", "each");
    assertThat(expected.getFirst()).isEqualTo("scalar");
    List<String> digests = expected.subList(1, expected.size());
    assertThat(digests).hasSize(TinyExperiment.ALL.size() * TinySettings.GRAPHS.size() * VARIANTS);
    List<String> simd = run("two", 2, "simd", ChildJvm.VECTOR, "each");
    assertThat(simd.getFirst()).startsWith("simd");
    assertThat(simd.subList(1, simd.size())).isEqualTo(digests);
    List<String> together = run("together", 2, "auto", ChildJvm.VECTOR, "study");
    assertThat(together.subList(1, together.size())).isEqualTo(digests);
  }

  private List<String> run(String name, int threads, String kernels, String option, String way) {
    List<String> options = new ArrayList<>(List.of(option));
    options.add("-Dloci.kernels=" + kernels);
    options.add("-Dloci.threads=" + threads);
    ChildJvm.Result result =
        ChildJvm.main(
            options, PresetWeights.class.getName(), List.of(temp.resolve(name).toString(), way));
    assertThat(result.code()).as("%s", result.err()).isZero();
    return result.out().lines().toList();
  }
}
