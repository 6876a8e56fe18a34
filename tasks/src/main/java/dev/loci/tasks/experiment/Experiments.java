package dev.loci.tasks.experiment;

import dev.loci.tasks.experiment.incontext.ContextExperiment;
import dev.loci.tasks.experiment.pathstar.PathStarExperiment;
import dev.loci.tasks.experiment.pathstar.ablation.StarAblation;
import dev.loci.tasks.experiment.recall.RecallExperiment;
import dev.loci.tasks.experiment.recall.pretrained.ProbeExperiment;
import dev.loci.tasks.experiment.recall.study.RecallStudies;
import dev.loci.tasks.experiment.reproduce.Reproduction;
import dev.loci.tasks.experiment.reproduce.facts.FactualRecall;
import dev.loci.tasks.experiment.reproduce.geometry.GeometricMemory;
import dev.loci.tasks.experiment.study.Memories;
import dev.loci.tasks.experiment.study.RealGraphsStudy;
import dev.loci.tasks.experiment.study.SpectralStudy;
import dev.loci.tasks.experiment.study.TinyAblation;
import dev.loci.tasks.experiment.study.TinyAll;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The experiments that there are. */
public final class Experiments {
  /** All of them, in the order in which they are listed. */
  public static final List<Experiment<?>> ALL =
      Stream.<Stream<? extends Experiment<?>>>of(
              TinyExperiment.ALL.stream(),
              Stream.of(
                  new TinyAll(),
                  new TinyAblation(),
                  new SpectralStudy(),
                  new Memories(),
                  new RealGraphsStudy()),
              PathStarExperiment.ALL.stream(),
              Stream.of(ContextExperiment.IN_CONTEXT, new StarAblation()),
              RecallExperiment.ALL.stream(),
              RecallStudies.ALL.stream(),
              Stream.of(new ProbeExperiment()))
          .flatMap(group -> group)
          .collect(Collectors.toUnmodifiableList());

  /** The papers of which every claim is put to the test. */
  public static final List<Reproduction<?>> REPRODUCTIONS =
      List.of(new GeometricMemory(), new FactualRecall());

  private Experiments() {}

  /**
   * The experiment of a name, which may go on with {@code --seeds} and the seeds.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Experiment<?> named(String name) {
    int seeds = name.indexOf(Seeds.OPTION);
    if (seeds >= 0) {
      return new Seeds<>(
          named(name.substring(0, seeds)), name.substring(seeds + Seeds.OPTION.length()));
    }
    return Stream.concat(ALL.stream(), REPRODUCTIONS.stream())
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no experiment \"%s\"; there are %s"
                    .formatted(
                        name, String.join(", ", ALL.stream().map(Experiment::name).toList()))));
  }
}
