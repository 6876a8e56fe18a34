package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Tape;
import dev.loci.tensor.Tensor;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that use the library: on the class path without any flag, and on the module path. */
class ConsumerTest {
  private static final String FLAG = "--add-modules jdk.incubator.vector";
  private static final String PROGRAM =
      """
      package consumer;

      import dev.loci.autograd.Tape;
      import dev.loci.autograd.Variable;
      import dev.loci.tensor.Compute;
      import dev.loci.tensor.Tensor;

      public final class Program {
        public static void main(String[] args) {
          Tape tape = new Tape();
          Variable x = tape.variable(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
          Variable y = x.matmul(x).square().sum();
          System.out.println(y.tensor().item());
          for (float each : tape.gradients(y).of(x).toFloatArray()) {
            System.out.println(each);
          }
          System.out.println(Compute.kernels());
        }
      }
      """;

  /** Of y = |X X|^2 the value, and the gradient 2 (X X) X' + 2 X' (X X). */
  private static final List<String> NUMBERS = List.of("858.0", "158.0", "274.0", "266.0", "482.0");

  @TempDir private Path temp;

  @Test
  void classPathNeedsNoFlagAndOneLineNamesIt() throws Exception {
    Path classes = compile(List.of("-cp", libraries()), List.of());
    ChildJvm.Result result =
        ChildJvm.java(
            List.of("-cp", classes + File.pathSeparator + libraries(), "consumer.Program"));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out().lines().limit(5)).containsExactlyElementsOf(NUMBERS);
    assertThat(result.out().lines()).last().isEqualTo("scalar");
    assertThat(result.err().lines()).filteredOn(line -> line.contains(FLAG)).hasSize(1);
  }

  @Test
  void classPathWithTheFlagIsQuiet() throws Exception {
    Path classes = compile(List.of("-cp", libraries()), List.of());
    ChildJvm.Result result =
        ChildJvm.java(
            List.of(
                ChildJvm.VECTOR,
                "-Dloci.kernels=simd",
                "-cp",
                classes + File.pathSeparator + libraries(),
                "consumer.Program"));
    requireSimd(result);
  }

  @Test
  void modulePathNeedsNoFlag() throws Exception {
    Path descriptor = temp.resolve("module-info.java");
    Files.writeString(descriptor, "module consumer { requires dev.loci.autograd; }");
    String compilePath =
        libraries() + File.pathSeparator + place(NullMarked.class); // of annotations alone
    Path classes = compile(List.of("--module-path", compilePath), List.of(descriptor));
    ChildJvm.Result result =
        ChildJvm.java(
            List.of(
                "-Dloci.kernels=simd",
                "--module-path",
                classes + File.pathSeparator + libraries(),
                "--module",
                "consumer/consumer.Program"));
    requireSimd(result);
  }

  private static void requireSimd(ChildJvm.Result result) {
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out().lines().limit(5)).containsExactlyElementsOf(NUMBERS);
    assertThat(result.out().lines()).last().asString().startsWith("simd");
    assertThat(result.err()).doesNotContain(FLAG);
  }

  private Path compile(List<String> options, List<Path> more) throws IOException {
    Path source = temp.resolve("Program.java");
    Files.writeString(source, PROGRAM);
    Path classes = temp.resolve("classes");
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-d", classes.toString(), source.toString()));
    more.forEach(file -> arguments.add(file.toString()));
    ChildJvm.Result result = ChildJvm.run("javac", arguments);
    assertThat(result.code()).as(result.err()).isZero();
    return classes;
  }

  /** Jars or class folders of the two libraries that a consumer of autograd has. */
  private static String libraries() throws URISyntaxException {
    return place(Tensor.class) + File.pathSeparator + place(Tape.class);
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
