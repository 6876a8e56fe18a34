package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.recall.RecallSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions of several hops, with and without a chain of thought, at equal parameter counts. */
public final class MultihopStudy implements Study<HopSettings> {
  static final Map<String, Object> OTHERS = Map.of();

  @Override
  public String name() {
    return "recall-multihop";
  }

  @Override
  public String description() {
    return "questions of several hops are answered with and without a chain of thought, at equal sizes";
  }

  @Override
  public HopSettings preset(Map<String, String> choices) {
    String size = choices.getOrDefault("size", RecallSettings.STANDARD);
    return switch (size) {
      case RecallSettings.QUICK ->
          new HopSettings(size, 7, 1, 64, 4, "1,2,3", "1,2", "8,16,32", 600);
      case RecallSettings.FULL ->
          new HopSettings(
              size, 7, 3, 64, 4, "1,2,3,4", "1,2,3,4", "8,12,16,24,32,48,64,96", 10_000);
      default -> new HopSettings(size, 7, 3, 64, 4, "1,2,3,4", "1,2,4", "8,16,24,32,64", 2000);
    };
  }

  @Override
  public List<Part<?>> parts(HopSettings settings) {
    List<Sweep> sweeps = new ArrayList<>();
    settings.hopNumbers().forEach(k -> sweeps.addAll(HopModels.all(settings, k, OTHERS)));
    probed(settings).ifPresent(sweeps::add);
    return sweeps.stream().flatMap(sweep -> sweep.parts().stream()).toList();
  }

  /**
   * The deepest and widest model without a chain, for the fewest hops that have something between.
   * It learns all facts too: questions of several hops alone are the same for other facts, so that
   * the subjects on the way would not be decided.
   */
  static Optional<Sweep> probed(HopSettings settings) {
    List<Integer> width = List.of(settings.widthNumbers().getLast());
    return settings.hopNumbers().stream()
        .filter(k -> k > 1)
        .findFirst()
        .map(k ->
            HopModels.direct(
                settings, k, settings.layerNumbers().getLast(), Map.of("with_facts", true)))
        .map(sweep ->
            new Sweep(
                "probed-" + sweep.key(), sweep.title(), width, sweep.seeds(), sweep.changes()));
  }

  @Override
  public Conclusion conclude(HopSettings settings, List<Result> results) throws IOException {
    return new MultihopReport(name(), settings, new Measured(results)).conclude();
  }
}
