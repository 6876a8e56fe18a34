package dev.loci.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.bench.cases.TrainingCase;
import dev.loci.bench.cases.TrainingRun;
import dev.loci.bench.machine.Peak;
import dev.loci.bench.study.Functions;
import dev.loci.bench.study.Growth;
import dev.loci.bench.study.Profile;
import dev.loci.bench.study.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultPageTest {
  private static final Peak PEAK = new Peak(2, 16, 117e9, 234e9, 110e9, 22e9, 34e9);
  private static final Map<String, String> PROVENANCE =
      Map.of("cpu", "<b>&co, 2 cores", "java", "VM 25", "measured", "now");

  @TempDir private Path temp;

  private static Suite.Measured measured(String name, double flops, double bytes) {
    return new Suite.Measured(
        name,
        Map.of("n", "<3>"),
        1000,
        Double.NaN,
        24,
        (long) flops,
        (long) bytes,
        flops > 0 ? flops / 1e-6 : Double.NaN,
        bytes > 0 ? bytes / 1e-6 : Double.NaN,
        0.5,
        1.5);
  }

  private static Results full() {
    Suite suite =
        new Suite(
            List.of(
                measured("MatrixProductBenchmark.product", 1e5, 1e3),
                measured("UnaryBenchmark.unary", 0, 1e4),
                measured("ParallelBenchmark.handOver", 0, 0)),
            List.of("BrokenBenchmark.run"),
            "[{\"benchmark\":\"x\"}]");
    Functions functions =
        new Functions(
            List.of(
                new Functions.Row("exp", 2048, 600, 900, 1.5, 400, 1e-7),
                new Functions.Row("log", 2048, 600, Double.NaN, Double.NaN, 400, Double.NaN)),
            Map.of("compiler", "gcc 1"));
    Growth growth =
        new Growth(
            TrainingCase.T2,
            List.of(
                new Growth.Point(TrainingCase.Axis.WIDTH, 32, 1, 0.5, 1_000_000, 0.1),
                new Growth.Point(TrainingCase.Axis.WIDTH, 768, 100, 50, 1_000_000_000, 0.9),
                new Growth.Point(TrainingCase.Axis.BATCH, 8, 1, 1, 1_000_000, 0.1)),
            List.of("vocabulary 90000 is skipped"));
    Profile profile =
        new Profile(
            "T2",
            TrainingRun.Mode.EAGER,
            3,
            1000,
            List.of(new Profile.Share("linear", 30, 300, 600, 0.9)));
    return new Results(
        PROVENANCE,
        PEAK,
        Optional.of(suite),
        Optional.of(functions),
        Optional.of(growth),
        List.of(profile));
  }

  @Test
  void thePageNeedsNothingElse() throws IOException {
    String page = ResultPage.render(full());
    assertThat(page)
        .contains("default-src 'none'", "Roofline", "Functions against gcc", "Growth", "Profile of")
        .contains("&lt;b&gt;&amp;co", "BrokenBenchmark.run", "vocabulary 90000 is skipped")
        .doesNotContain("<script", "{{", "NaN", "Infinity", "<b>&co", "<3>", "://");
  }

  @Test
  void whatWasNotMeasuredIsLeftOut() throws IOException {
    Results nothing =
        new Results(
            PROVENANCE, PEAK, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    assertThat(ResultPage.render(nothing)).doesNotContain("Roofline", "gcc", "Growth", "Profile");
  }

  @Test
  void everythingIsInTheJson() throws IOException {
    full().write(temp);
    assertThat(temp.resolve("report.html")).isNotEmptyFile();
    JsonNode json = JsonMapper.shared().readTree(Files.readString(temp.resolve("results.json")));
    assertThat(json.at("/benchmarks/0/flops_per_second").asDouble()).isEqualTo(1e11);
    assertThat(json.at("/jmh/0/benchmark").asString()).isEqualTo("x");
    assertThat(json.at("/peak/flops_all_cores").asDouble()).isEqualTo(234e9);
    assertThat(json.at("/functions/rows/0/ratio").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/growth/points/1/value").asInt()).isEqualTo(768);
    assertThat(json.at("/profiles/0/shares/0/op").asString()).isEqualTo("linear");
    assertThat(json.at("/provenance/java").asString()).isEqualTo("VM 25");
  }

  @Test
  void timesHaveFittingUnits() {
    assertThat(ResultPage.time(12.34)).isEqualTo("12.3 ns");
    assertThat(ResultPage.time(12_340)).isEqualTo("12.34 µs");
    assertThat(ResultPage.time(12_340_000)).isEqualTo("12.34 ms");
  }

  @Test
  void axesHoldTheirValues() {
    Chart.Axis axis = Chart.Axis.log("x", 0.3, 40);
    assertThat(axis.position(0.3)).isBetween(0.0, 0.2);
    assertThat(axis.position(40)).isBetween(0.8, 1.0);
    assertThat(axis.ticks()).contains(0.5, 1, 2, 5, 10, 20);
    assertThat(Chart.Axis.linear("y", 100).ticks()).containsExactly(0, 50, 100);
    assertThat(Chart.label(0.05)).isEqualTo("0.05");
    assertThat(Chart.label(90_000)).isEqualTo("90,000");
  }
}
