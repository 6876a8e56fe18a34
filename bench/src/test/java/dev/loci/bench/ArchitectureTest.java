package dev.loci.bench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layering of the modules, and what no code of ours may use. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("jmh_generated"))
          .importPackages("dev.loci");

  private static final Set<String> INEXACT =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "random");

  private static final String[] TENSOR = {"dev.loci.tensor..", "java..", "org.jspecify.."};
  private static final String[] AUTOGRAD = and(TENSOR, "dev.loci.autograd..");
  private static final String[] MODELS =
      and(AUTOGRAD, "dev.loci.nn..", "dev.loci.optim..", "dev.loci.models..", "dev.loci.train..");

  private static String[] and(String[] packages, String... more) {
    return Stream.concat(Stream.of(packages), Stream.of(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.loci.tensor.Tensor",
        "dev.loci.tensor.kernel.SimdKernels",
        "dev.loci.autograd.Tape",
        "dev.loci.autograd.testkit.jqwik.TensorArbitraries",
        "dev.loci.nn.Linear",
        "dev.loci.tasks.cli.Main",
        "dev.loci.bench.ReductionLanesBenchmark"
      })
  void everyModuleIsLookedAt(String name) {
    assertThat(CODE.contain(name)).isTrue();
  }

  @Test
  void coreTensorUsesTheJdkAlone() {
    onlyUses("dev.loci.tensor..", and(TENSOR, "jdk.incubator.vector.."));
  }

  @Test
  void autogradUsesTensors() {
    classes()
        .that()
        .resideInAPackage("dev.loci.autograd..")
        .and()
        .resideOutsideOfPackage("dev.loci.autograd.testkit..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(AUTOGRAD)
                .and(resideOutsideOfPackages("dev.loci.autograd.testkit..")))
        .check(CODE);
  }

  @Test
  void onlyTheAdapterOfTheTestKitUsesJqwik() {
    onlyUses("dev.loci.autograd.testkit", AUTOGRAD);
    onlyUses("dev.loci.autograd.testkit.jqwik", and(AUTOGRAD, "net.jqwik.api.."));
  }

  @Test
  void modelsUseAutograd() {
    for (String models : List.of("nn", "optim", "models", "train")) {
      onlyUses("dev.loci." + models + "..", MODELS);
    }
  }

  @Test
  void tasksDoNotUseBenchmarks() {
    noClasses()
        .that()
        .resideInAPackage("dev.loci.tasks..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.loci.bench..")
        .check(CODE);
  }

  @Test
  void kernelsKnowNothingOfTensors() {
    noClasses()
        .that()
        .resideInAPackage("dev.loci.tensor.kernel")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.loci..").and(resideOutsideOfPackages("dev.loci.tensor.kernel")))
        .check(CODE);
  }

  @Test
  void onlyVectorKernelsUseTheIncubator() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.loci.bench..")
        .and(describe("are no vector kernels", each -> !isVectorKernel(outermost(each))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(CODE);
  }

  private static boolean isVectorKernel(JavaClass each) {
    String name = each.getSimpleName();
    return each.getPackageName().equals("dev.loci.tensor.kernel")
        && (name.startsWith("Simd") || name.endsWith("Microkernel") || name.equals("Packing"));
  }

  private static JavaClass outermost(JavaClass nested) {
    return nested.getEnclosingClass().map(ArchitectureTest::outermost).orElse(nested);
  }

  /** {@link Math} may give other bits on other machines; {@link StrictMath} may not. */
  @Test
  void nobodyCallsInexactMathematics() {
    noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "the target is Math.sin or the like",
                (JavaAccess<?> access) ->
                    access.getTargetOwner().isEquivalentTo(Math.class)
                        && INEXACT.contains(access.getName())))
        .check(CODE);
  }

  @Test
  void nobodyDrawsFromTheGeneratorsOfTheJdk() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            Random.class, SplittableRandom.class, ThreadLocalRandom.class, SecureRandom.class)
        .check(CODE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.loci.(*)..",
        "dev.loci.tasks.(*)..",
        "dev.loci.models.(*)..",
        "dev.loci.bench.(*).."
      })
  void packagesAreFreeOfCycles(String slices) {
    slices().matching(slices).should().beFreeOfCycles().check(CODE);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked =
        CODE.stream()
            .map(JavaClass::getPackage)
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .collect(Collectors.toSet());
    assertThat(unmarked).isEmpty();
  }

  private static void onlyUses(String module, String[] packages) {
    classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CODE);
  }
}
