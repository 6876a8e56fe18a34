package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.recall.RecallSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How wide embeddings must be for facts: accuracy over subjects, relations and width. */
public final class CapacityStudy implements Study<SweepSettings> {
  /** The hidden layer is so many times as wide as the embedding. */
  private static final int HIDDEN = 2;

  @Override
  public String name() {
    return "recall-capacity";
  }

  @Override
  public String description() {
    return "models of growing width recall facts, and controls show what sets the limit";
  }

  @Override
  public SweepSettings preset(Map<String, String> choices) {
    String size = choices.getOrDefault("size", RecallSettings.STANDARD);
    return switch (size) {
      case RecallSettings.QUICK ->
          new SweepSettings(size, 7, 2, "128", "2,4,8", "4,6,8,12,16,24", 400);
      case RecallSettings.FULL ->
          new SweepSettings(size, 7, 3, "64,256,1024", "1,2,4,8,16", WIDTHS + ",48,64,96", 2000);
      default -> new SweepSettings(size, 7, 3, "64,256,1024", "2,4,8", WIDTHS + ",48,64", 1200);
    };
  }

  private static final String WIDTHS = "4,6,8,12,16,24,32";

  @Override
  public List<Part<?>> parts(SweepSettings settings) {
    return all(settings).stream().flatMap(sweep -> sweep.parts().stream()).toList();
  }

  private static List<Sweep> all(SweepSettings settings) {
    List<Sweep> all = new ArrayList<>();
    for (int n : settings.subjectNumbers()) {
      all.addAll(learned(settings, n));
    }
    all.add(fixedHidden(settings));
    all.add(frozen(settings));
    return all;
  }

  /** Embeddings that learn, of each number of relations. */
  static List<Sweep> learned(SweepSettings settings, int subjects) {
    return settings.relationNumbers().stream()
        .map(r -> learned(settings, subjects, r, Map.of()))
        .toList();
  }

  private static Sweep learned(SweepSettings settings, int n, int r, Map<String, Object> others) {
    return sweep(
        settings, "n-%d-r-%d".formatted(n, r), "N = %d, R = %d".formatted(n, r), n, r, others);
  }

  private static Sweep sweep(
      SweepSettings settings, String key, String title, int n, int r, Map<String, Object> others) {
    return new Sweep(
        key,
        title,
        settings.widthNumbers(),
        settings.seeds(),
        d -> Changes.of(n, r, d, HIDDEN * d, settings.steps()).with(others));
  }

  /** The largest number of subjects, and a number of relations in the middle. */
  static int controlSubjects(SweepSettings settings) {
    return settings.subjectNumbers().getLast();
  }

  static int controlRelations(SweepSettings settings) {
    List<Integer> all = settings.relationNumbers();
    return all.get(all.size() / 2);
  }

  /** The hidden layer is as wide for all embeddings as it otherwise is for the widest. */
  static Sweep fixedHidden(SweepSettings settings) {
    int hidden = HIDDEN * settings.widthNumbers().getLast();
    return control(settings, "fixed", "MLP of %d".formatted(hidden), Map.of("hidden", hidden));
  }

  static Sweep frozen(SweepSettings settings) {
    return control(settings, "frozen", "frozen embeddings", Map.of("frozen_embeddings", true));
  }

  private static Sweep control(
      SweepSettings settings, String kind, String title, Map<String, Object> others) {
    int n = controlSubjects(settings);
    int r = controlRelations(settings);
    return sweep(settings, "%s-n-%d-r-%d".formatted(kind, n, r), title, n, r, others);
  }

  @Override
  public Conclusion conclude(SweepSettings settings, List<Result> results) {
    return new CapacityReport(name(), settings, new Measured(results)).conclude();
  }
}
