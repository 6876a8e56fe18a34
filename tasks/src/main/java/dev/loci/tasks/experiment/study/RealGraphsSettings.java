package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.List;

/** What {@link RealGraphsStudy} looks at. */
public record RealGraphsSettings(
    @Setting("all, none, or one of karate, florentine and southern-women") String graph,
    @Setting("a file with an edge list or GraphML to look at too, or none") String data,
    @Setting(
            "a file with the communities of that graph's nodes, a name and a community per line,"
                + " or none")
        String communities,
    @Setting("the first seed of every model") int seed,
    @Setting("how many seeds") int repeats,
    @Setting("no run takes more updates; 0 for every recipe's own") int steps) {
  /** The value of a path that is not given. */
  static final String NONE = "none";

  public RealGraphsSettings {
    SettingChecks.oneOf("graph", graph, TinySettings.BUNDLED, "all", NONE);
    data = SettingChecks.place("data", data, "file", NONE);
    communities = SettingChecks.place("communities", communities, "file", NONE);
    if (graph.equals(NONE) && data.equals(NONE)) {
      throw new IllegalArgumentException("settings graph and data: there is no graph to look at");
    }
    if (data.equals(NONE) && !communities.equals(NONE)) {
      throw new IllegalArgumentException(
          "setting communities: they are of the graph that data names, and it names none");
    }
    SettingChecks.repeats(repeats);
    SettingChecks.notNegative("steps", steps);
  }

  /** The bundled graphs among those to look at. */
  List<String> bundled() {
    return switch (graph) {
      case "all" -> TinySettings.BUNDLED;
      case NONE -> List.of();
      default -> List.of(graph);
    };
  }

  int[] seeds() {
    return Seeds.from(seed, repeats);
  }
}
