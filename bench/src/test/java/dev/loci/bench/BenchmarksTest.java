package dev.loci.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.bench.study.Suite;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

class BenchmarksTest {
  static List<String> names() {
    return Suite.names();
  }

  @Test
  void thereIsOneForEachKernel() {
    assertThat(names())
        .contains("MatrixProductBenchmark.product", "TrainingStepBenchmark.step")
        .hasSizeGreaterThan(15)
        .doesNotHaveDuplicates();
  }

  /** With the first, smallest value of each parameter, and without waiting for SIMD. */
  @ParameterizedTest
  @MethodSource("names")
  void eachRunsAndMostKnowTheirWork(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("dev.loci.bench." + name.substring(0, name.indexOf('.')));
    String method = name.substring(name.indexOf('.') + 1);
    Map<String, String> parameters = new LinkedHashMap<>();
    Object benchmark = type.getDeclaredConstructor().newInstance();
    for (Field field : type.getDeclaredFields()) {
      Param values = field.getAnnotation(Param.class);
      if (values != null) {
        parameters.put(field.getName(), values.value()[0]);
        Work.set(field, benchmark, values.value()[0]);
      }
    }
    Optional<Work> work = Work.of(type, method, parameters);
    assertThat(work.isPresent()).isEqualTo(KernelBenchmark.class.isAssignableFrom(type));
    work.ifPresent(each -> assertThat(each.flops() + each.bytes()).isNotNegative());
    for (Method setup : type.getDeclaredMethods()) {
      if (setup.isAnnotationPresent(Setup.class)) {
        setup.invoke(benchmark);
      }
    }
    Method run =
        Arrays.stream(type.getDeclaredMethods())
            .filter(each -> each.getName().equals(method))
            .findFirst()
            .orElseThrow();
    run.invoke(benchmark);
    run.invoke(benchmark);
  }

  @Test
  void workFollowsTheParameters() {
    assertThat(
            Work.of(MatrixProductBenchmark.class, "product", Map.of("shape", "TN 384x1024x1536")))
        .contains(new Work(2L * 384 * 1024 * 1536, 4L * (384 * 1024 + 1024 * 1536 + 384 * 1536)));
    assertThat(Work.of(BinaryBenchmark.class, "repeated", Map.of("op", "MUL", "rows", "16")))
        .contains(new Work(2048, 4L * (2048 + 128 + 2048)));
  }
}
