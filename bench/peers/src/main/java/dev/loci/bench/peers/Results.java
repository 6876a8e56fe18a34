package dev.loci.bench.peers;

import dev.loci.bench.Duel;
import dev.loci.tasks.experiment.Provenance;
import dev.loci.tasks.report.Atomically;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The figures of a run, for a file: every turn of every contender, and where it was. */
final class Results {
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<Map<String, Object>> figures = new ArrayList<>();

  Results(String section) {
    fact("section", section);
    fact("started", Instant.now().toString());
  }

  /** Records something that holds for the whole run. */
  void fact(String name, Object value) {
    facts.put(name, value);
  }

  /** Records a contender's times, in nanoseconds. */
  void add(String what, Duel.Times times, Map<String, ?> more) {
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("case", what);
    figure.put("contender", times.name());
    figure.putAll(more);
    figure.put("medianNanos", times.median());
    figure.put("callsPerRound", times.calls());
    figure.put("roundNanos", times.rounds());
    figures.add(figure);
  }

  void write(Path file) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    all.put("provenance", Provenance.facts());
    all.put("figures", figures);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    String text = json.writeValueAsString(all) + "\n";
    Atomically.write(file, partial -> Files.writeString(partial, text));
    System.out.printf("%nall rounds: %s%n", file);
  }
}
