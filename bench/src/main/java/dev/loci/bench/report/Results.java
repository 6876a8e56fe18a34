package dev.loci.bench.report;

import dev.loci.bench.machine.Peak;
import dev.loci.bench.study.Functions;
import dev.loci.bench.study.Growth;
import dev.loci.bench.study.Profile;
import dev.loci.bench.study.Suite;
import dev.loci.tasks.report.Atomically;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that a run found out.
 *
 * @param provenance code, Java, machine
 * @param peak what the machine can do
 * @param suite benchmarks, if they were run
 * @param functions the comparison with gcc, if it was made
 * @param growth how the cost of a step grows, if it was measured
 * @param profiles where the time of steps goes
 */
public record Results(
    Map<String, String> provenance,
    Peak peak,
    Optional<Suite> suite,
    Optional<Functions> functions,
    Optional<Growth> growth,
    List<Profile> profiles) {

  public static final String JSON = "results.json";
  public static final String PAGE = "report.html";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Writes both files, each whole or not at all. */
  public void write(Path folder) throws IOException {
    String json = toJson();
    String page = ResultPage.render(this);
    Atomically.write(folder.resolve(JSON), file -> Files.writeString(file, json));
    Atomically.write(folder.resolve(PAGE), file -> Files.writeString(file, page));
  }

  /** Everything, with JMH's own JSON under {@code jmh}. */
  String toJson() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("provenance", provenance);
    all.put("peak", peak);
    suite.ifPresent(each -> {
      all.put("benchmarks", each.measured());
      all.put("failed", each.failed());
      all.put("jmh", MAPPER.readTree(each.jmh()));
    });
    functions.ifPresent(each -> all.put("functions", each));
    growth.ifPresent(each -> all.put("growth", each));
    if (!profiles.isEmpty()) {
      all.put("profiles", profiles);
    }
    return MAPPER.writeValueAsString(all) + "\n";
  }
}
