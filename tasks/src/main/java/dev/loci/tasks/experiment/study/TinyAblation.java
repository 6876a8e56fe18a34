package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What learning rate, initialisation and regularisers do to the geometry of a wide network. */
public final class TinyAblation implements Study<AblationSettings> {
  private static final int STEPS = 10_000;

  @Override
  public String name() {
    return "tiny-ablation";
  }

  @Override
  public String description() {
    return "a wide network memorises a cycle with several rates, initialisations, regularisers";
  }

  @Override
  public AblationSettings preset(Map<String, String> choices) {
    boolean quick = Boolean.parseBoolean(choices.get("quick"));
    return new AblationSettings(
        7, 1, TinyAllSettings.ALL, AblationSettings.BOTH, quick, quick ? STEPS / 10 : STEPS);
  }

  @Override
  public List<Part<?>> parts(AblationSettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (AblationVariant variant : settings.chosen()) {
      for (String precision : settings.precisions()) {
        for (int seed : settings.seeds()) {
          parts.add(
              new Part<>(
                  partName(variant, precision, seed),
                  TinyExperiment.NEURAL_NETWORK,
                  variant.settings(seed, precision, settings.steps())));
        }
      }
    }
    return parts;
  }

  static String partName(AblationVariant variant, String precision, int seed) {
    return variant.id() + "-" + precision + "-seed-" + seed;
  }

  @Override
  public Conclusion conclude(AblationSettings settings, List<Result> results) {
    return new AblationReport(name(), settings, results).conclude();
  }
}
