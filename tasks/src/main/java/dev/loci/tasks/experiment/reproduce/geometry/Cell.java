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
  /**
   * The reference trains the wide network on the cycle for 10,000 updates; it knows every edge
   * within 25, and its geometry goes on as it is from 1300 on. Five seeds with and without self
   * edges at full length would take as long as everything else.
   */
  private static final int WIDE_NETWORK_STEPS = 1500;

  /** Mamba's step is the slowest; the reference has no recipe for it that would be departed from. */
  private static final int MAMBA_STEPS = 1000;

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
    int steps = Math.min(preset.steps(), quickSteps());
    if (mostSteps > 0) {
      steps = Math.min(steps, mostSteps);
    }
    int every = Math.min(preset.measureEvery(), Math.ceilDiv(steps, 500));
    return Settings.with(
        preset, List.of("seed=" + seed, "steps=" + steps, "measure_every=" + every));
  }

  private int quickSteps() {
    return switch (subject) {
      case MAMBA -> MAMBA_STEPS;
      case NETWORK -> graph.equals("cycle") ? WIDE_NETWORK_STEPS : Integer.MAX_VALUE;
      default -> Integer.MAX_VALUE;
    };
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
