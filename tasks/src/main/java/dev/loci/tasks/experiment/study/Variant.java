package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study.Part;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.List;
import java.util.Map;

/**
 * A model in one setting on one graph, to be run with several seeds.
 *
 * @param name of its runs' folders, before the seed
 * @param graph what the graph is called
 * @param settings of all its runs, but for the seed
 */
record Variant(String name, String graph, TinyExperiment experiment, TinySettings settings) {
  /** An experiment's own recipe for a graph. */
  static Variant of(TinyExperiment experiment, String graph) {
    return new Variant(
        graph + "-" + experiment.shortName(),
        graph,
        experiment,
        experiment.preset(Map.of("graph", graph)));
  }

  /** What the model is called. */
  String model() {
    return experiment.shortName().replace('-', ' ');
  }

  /** The same with other settings, and a word for them in the name. */
  Variant with(String word, List<String> assignments) {
    return new Variant(name + "-" + word, graph, experiment, Settings.with(settings, assignments));
  }

  /** The same recipe on a graph from elsewhere. */
  Variant on(String title, String place) {
    return new Variant(
        title + "-" + experiment.shortName(),
        title,
        experiment,
        Settings.with(settings, List.of("data=" + place)));
  }

  /** The same, but no longer than so many steps; 0 leaves it as it is. */
  Variant shortened(int steps) {
    return new Variant(name, graph, experiment, settings.atMost(steps));
  }

  /** Its run with a seed. */
  Part<TinySettings> part(int seed) {
    return new Part<>(
        name + "-seed-" + seed,
        experiment,
        Settings.with(settings, Map.of("seed", Integer.toString(seed))));
  }
}
