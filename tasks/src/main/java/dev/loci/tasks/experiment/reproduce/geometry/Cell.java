package dev.loci.tasks.experiment.reproduce.geometry;

import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.reproduce.geometry.Subject.Variant;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One recipe: a model, a graph and the edges of it that are shown. */
record Cell(Subject subject, String graph, Variant variant) {
  /** No run is so long that it is worth the room; a run that was cut off begins anew. */
  private static final int NO_CHECKPOINTS = 10_000_000;

  static Cell base(Subject subject, String graph) {
    return new Cell(subject, graph, Variant.BASE);
  }

  Cell withSelfEdges() {
    return new Cell(subject, graph, Variant.SELF_EDGES);
  }

  /** The recipe for a seed. */
  TinySettings settings(int seed, int mostSteps) {
    TinySettings preset =
        subject.experiment.preset(
            Map.of(
                "graph", graph,
                "forward_only", Boolean.toString(variant == Variant.FORWARD_ONLY),
                "self_edges", Boolean.toString(variant == Variant.SELF_EDGES)));
    return Settings.with(
        preset.atMost(mostSteps), List.of("seed=" + seed, "checkpoint_every=" + NO_CHECKPOINTS));
  }

  /** Such as {@code Transformer, star, self edges}. */
  String toText() {
    return subject.words + ", " + graph + (variant == Variant.BASE ? "" : ", " + variant.words);
  }

  Study.Part<TinySettings> part(int seed, int mostSteps) {
    String edges = variant == Variant.BASE ? "" : "-" + variant.words;
    String name = "%s-%s%s-seed-%d".formatted(subject.words, graph, edges, seed);
    return new Study.Part<>(
        name.toLowerCase(Locale.ROOT).replace(' ', '-'),
        subject.experiment,
        settings(seed, mostSteps));
  }
}
