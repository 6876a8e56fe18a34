package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Op;
import dev.loci.tensor.kernel.Comparison;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpsTest {

  @Test
  void listsEveryOpOfThePackageOnce() throws Exception {
    assertThat(Ops.all()).doesNotHaveDuplicates();
    assertThat(new HashSet<>(Ops.all())).isEqualTo(opClasses());
  }

  @Test
  void listsThemInAlphabeticalOrder() {
    List<Class<? extends Op>> sorted =
        Ops.all().stream()
            .sorted((a, b) -> a.getSimpleName().compareTo(b.getSimpleName()))
            .toList();
    assertThat(Ops.all()).isEqualTo(sorted);
  }

  /**
   * To complete "has no derivative: ..."; two of them never get there, as their values are int32.
   */
  @Test
  void whatHasNoDerivativeSaysWhy() {
    assertThat(new Argmax(0).reason()).isEqualTo("an index does not change smoothly");
    for (Op.NonDifferentiable step : List.of(new Compare(Comparison.GT), new Sign())) {
      assertThat(step.reason()).isEqualTo("it is constant wherever it is smooth");
    }
  }

  @Test
  void anOpWithoutGeneratorIsNamed() {
    assertThat(new OpCheck(List.of()).gaps(List.of(Exp.class)))
        .contains("Exp has no generator of inputs in OpCases");
  }

  @Test
  void anOpThatLacksAPropertyIsNamed() {
    List<String> gaps =
        new OpCheck(List.of(Exp.class, Gelu.class))
            .gaps(List.of(Exp.class, Gelu.class, Sign.class));
    assertThat(gaps)
        .filteredOn(gap -> gap.startsWith("Exp"))
        .containsExactly(
            "Exp has no check of ORDER_1",
            "Exp has no check of ORDER_2",
            "Exp has no check of FORWARD",
            "Exp has no check of VIEWS",
            "Exp has no check of BROADCASTS",
            "Exp has no check of PREPARED");
    assertThat(gaps).contains("Gelu has no check of DEFINITION").noneMatch(g -> g.contains("Sign"));
  }

  /** The concrete operations among the class files that the package was compiled to. */
  private static Set<Class<?>> opClasses() throws Exception {
    Path classes =
        Path.of(Ops.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(Ops.class.getPackageName().replace('.', '/'));
    Set<Class<?>> ops = new HashSet<>();
    for (String name : classNames(classes)) {
      Class<?> candidate = Class.forName(Ops.class.getPackageName() + "." + name);
      if (Op.class.isAssignableFrom(candidate) && !Modifier.isAbstract(candidate.getModifiers())) {
        ops.add(candidate);
      }
    }
    return ops;
  }

  private static List<String> classNames(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .toList();
    }
  }
}
