package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real JVMs with other vector lengths, or none, give the same bits. */
class KernelsInOtherJvmsTest {
  private static final String MODULE = "--add-modules=jdk.incubator.vector";
  private static final String SIMD = "-Dloci.kernels=simd";
  private static final String FLAG = "--add-modules jdk.incubator.vector";

  private static String reference = "";

  private record Result(List<String> lines) {
    String last() {
      return lines.getLast();
    }

    String kernels() {
      return last().substring(0, last().lastIndexOf(' '));
    }

    String checksum() {
      return last().substring(last().lastIndexOf(' ') + 1);
    }
  }

  @BeforeAll
  static void computeReference() {
    Result result = run(MODULE, "-Dloci.kernels=scalar");
    assertThat(result.kernels()).isEqualTo("scalar");
    reference = result.checksum();
  }

  @Test
  void simdOfTheMachine() {
    Result result = run(MODULE, SIMD);
    assertThat(result.kernels()).startsWith("simd");
    assertThat(result.checksum()).isEqualTo(reference);
  }

  @Test
  void simdOf512Bits() {
    String widest = run(MODULE, SIMD).kernels();
    Result result = run(MODULE, SIMD, "-XX:UseAVX=3");
    assertThat(result.kernels()).isEqualTo(widest); // 512 bits where the machine has them
    assertThat(result.checksum()).isEqualTo(reference);
  }

  @Test
  void simdOf256Bits() {
    Result result = run(MODULE, SIMD, "-XX:UseAVX=2");
    if (System.getProperty("os.arch").equals("amd64")) {
      assertThat(result.kernels()).isEqualTo("simd, 256 bits");
    }
    assertThat(result.checksum()).isEqualTo(reference);
  }

  @Test
  void simdOf128Bits() {
    Result result = run(MODULE, SIMD, "-XX:MaxVectorSize=16");
    assertThat(result.kernels()).isEqualTo("simd, 128 bits");
    assertThat(result.checksum()).isEqualTo(reference);
  }

  @Test
  void interpreted() {
    assertThat(run(MODULE, "-Dloci.kernels=scalar", "-Xint").checksum()).isEqualTo(reference);
    assertThat(run(MODULE, SIMD, "-Xint").checksum()).isEqualTo(reference);
  }

  @Test
  void withoutTheModuleScalarRunsAndOneLineNamesTheFlag() {
    Result result = run();
    assertThat(result.kernels()).isEqualTo("scalar");
    assertThat(result.checksum()).isEqualTo(reference);
    assertThat(result.lines()).filteredOn(line -> line.contains(FLAG)).hasSize(1);
  }

  @Test
  void withoutTheModuleSimdIsRefused() {
    Result result = run(SIMD);
    assertThat(result.lines())
        .anyMatch(line -> line.contains("IllegalStateException") && line.contains(FLAG));
  }

  private static Result run(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cp", classPath(), KernelChecksum.class.getName()));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(output.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Main and test classes, wherever the build has put them: on the class path for the child. */
  private static String classPath() {
    String all =
        String.join(
            File.pathSeparator,
            System.getProperty("surefire.test.class.path", ""),
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path"));
    String test = Path.of("target", "test-classes").toAbsolutePath().toString();
    String main = Path.of("target", "classes").toAbsolutePath().toString();
    return String.join(File.pathSeparator, main, test, all);
  }
}
