package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels, vector lengths and threads change no bit: shown in JVMs of their own. */
class OneArithmeticTest {
  /** How a JVM computes; the first is the specification. */
  private enum Way {
    SCALAR("scalar", 1, ChildJvm.VECTOR),
    SIMD("simd", 2, ChildJvm.VECTOR),
    AUTO("auto", 3, ChildJvm.VECTOR),
    WITHOUT_THE_MODULE("auto", 2, "-Dno.flag=given"),
    AVX2("simd", 3, ChildJvm.VECTOR, "-XX:UseAVX=2"),
    AVX512("simd", 1, ChildJvm.VECTOR, "-XX:UseAVX=3"),
    BITS_128("simd", 2, ChildJvm.VECTOR, "-XX:MaxVectorSize=16");

    private final String kernels;
    private final int threads;
    private final List<String> options;

    Way(String kernels, int threads, String... options) {
      this.kernels = kernels;
      this.threads = threads;
      this.options = List.of(options);
    }
  }

  private record Product(byte[] model, String metrics) {}

  private record Step(String digest, long handovers, boolean simd, String kernels) {}

  @TempDir private Path temp;

  @Test
  void runsAreEqualFiles() {
    Product expected = run(Way.SCALAR, "30");
    assertThat(expected.metrics().lines()).hasSize(1 + 30 + 1);
    for (Way way : Way.values()) { // the first of them is the same once more
      requireEqual(way, run(way, "30"), expected);
    }
  }

  @Test
  void wholeRunsAreEqualFiles() {
    Product expected = run(Way.SCALAR, "500");
    assertThat(expected.metrics().lines()).hasSize(1 + 500 + 1);
    requireEqual(Way.AUTO, run(Way.AUTO, "500"), expected);
  }

  @Test
  void oneStepOfLargeProductsIsTheSame() {
    Step expected = step(Way.SCALAR);
    assertThat(expected.handovers()).isZero();
    assertThat(expected.simd()).isFalse();
    for (Way way : Way.values()) {
      if (way != Way.SCALAR) {
        Step step = step(way);
        assertThat(step.digest()).as("%s", way).isEqualTo(expected.digest());
        if (way.threads == 1) {
          assertThat(step.handovers()).as("%s", way).isZero();
        } else {
          assertThat(step.handovers()).as("%s", way).isPositive();
        }
        if (way.kernels.equals("simd")) {
          assertThat(step.simd()).as("%s", way).isTrue();
        }
        requireVectorLength(way, step.kernels());
      }
    }
  }

  private static void requireVectorLength(Way way, String kernels) {
    if (way == Way.WITHOUT_THE_MODULE) {
      assertThat(kernels).isEqualTo("scalar");
    } else if (way == Way.BITS_128) {
      assertThat(kernels).isEqualTo("simd, 128 bits");
    } else if (way == Way.AVX2 && System.getProperty("os.arch").equals("amd64")) {
      assertThat(kernels).isEqualTo("simd, 256 bits");
    }
  }

  private static void requireEqual(Way way, Product actual, Product expected) {
    assertThat(actual.metrics()).as("metrics, %s", way).isEqualTo(expected.metrics());
    assertThat(actual.model()).as("model, %s", way).isEqualTo(expected.model());
  }

  private Product run(Way way, String steps) {
    try {
      Path out = Files.createTempDirectory(temp, way.name());
      List<String> arguments = new ArrayList<>();
      arguments.addAll(List.of("run", "tiny-transformer", "--graph", "star"));
      arguments.addAll(List.of("--set", "steps=" + steps, "--out", out.toString()));
      arguments.addAll(List.of("--kernels", way.kernels, "--threads", "" + way.threads));
      ChildJvm.Result result = ChildJvm.main(way.options, ChildJvm.LOCI, arguments);
      assertThat(result.code()).as("%s: %s", way, result.err()).isZero();
      return new Product(
          Files.readAllBytes(out.resolve(RunFolder.MODEL)),
          Files.readString(out.resolve(RunFolder.METRICS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Step step(Way way) {
    List<String> options = new ArrayList<>(way.options);
    options.add("-Dloci.kernels=" + way.kernels);
    options.add("-Dloci.threads=" + way.threads);
    ChildJvm.Result result = ChildJvm.main(options, LargeStep.class.getName(), List.of());
    assertThat(result.code()).as("%s: %s", way, result.err()).isZero();
    List<String> lines = result.out().lines().toList();
    return new Step(
        lines.get(0),
        Long.parseLong(lines.get(1)),
        Boolean.parseBoolean(lines.get(2)),
        lines.get(3));
  }
}
