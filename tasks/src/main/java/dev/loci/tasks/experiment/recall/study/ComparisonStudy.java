package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.recall.RecallSettings;
import dev.loci.tasks.report.Article;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Kinds of models side by side, over widths, on the same facts. */
public final class ComparisonStudy implements Study<SweepSettings> {
  /** Answers of each relation's own, with and without embeddings that learn. */
  static final ComparisonStudy DISJOINT =
      new ComparisonStudy(
          "recall-disjoint",
          "relations with answers of their own are recalled without an MLP",
          "Answers that tell their relation",
          "Each relation has answers of its own, as many as there are subjects. An answer then tells which relation it is of, and theory needs no MLP: attention and an output matrix are enough, if embeddings learn. Frozen embeddings leave the facts to the output matrix; with that frozen too, to attention alone.",
          List.of(
              new Kind("learned", "all learn, no MLP", Map.of("hidden", 0)),
              new Kind(
                  "frozen",
                  "frozen embeddings, no MLP",
                  Map.of("hidden", 0, "frozen_embeddings", true)),
              new Kind(
                  "both-frozen",
                  "embeddings and output frozen, no MLP",
                  Map.of("hidden", 0, "frozen_embeddings", true, "frozen_output", true))),
          true);

  /** Shared answers, selected by heads instead of an MLP. */
  static final ComparisonStudy ATTENTION =
      new ComparisonStudy(
          "recall-attention",
          "attention alone, with one head or one for each relation, stands against an MLP",
          "Attention instead of an MLP",
          "A head for each relation can do what the MLP does: it looks at the subject if its relation is asked, and brings that answer alone. The construction needs that many heads; what one trained head recalls is in the tables. Heads share the width, so it is a multiple of their number; all models have shared answers.",
          List.of(
              new Kind(
                  "heads", "a head for each relation, no MLP", Map.of("hidden", 0, "heads", 0)),
              new Kind("one-head", "one head, no MLP", Map.of("hidden", 0, "heads", 1)),
              new Kind("mlp", "one head and an MLP", Map.of("heads", 1))),
          false);

  /**
   * A kind of model.
   *
   * @param changes its settings; 0 heads stand for one for each relation
   */
  private record Kind(String key, String title, Map<String, Object> changes) {}

  private final String name;
  private final String description;
  private final String title;
  private final String text;
  private final List<Kind> kinds;
  private final boolean disjoint;

  private ComparisonStudy(
      String name,
      String description,
      String title,
      String text,
      List<Kind> kinds,
      boolean disjoint) {
    this.name = name;
    this.description = description;
    this.title = title;
    this.text = text;
    this.kinds = kinds;
    this.disjoint = disjoint;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public SweepSettings preset(Map<String, String> choices) {
    String size = choices.getOrDefault("size", RecallSettings.STANDARD);
    return switch (size) {
      case RecallSettings.QUICK -> new SweepSettings(size, 7, 1, "128", "4", "4,8,16,24,32", 400);
      case RecallSettings.FULL ->
          new SweepSettings(size, 7, 3, "64,256,1024", "2,4,8", "8,16,24,32,48,64,96,128", 2000);
      default -> new SweepSettings(size, 7, 3, "256", "2,4,8", "8,16,24,32,48,64", 1200);
    };
  }

  @Override
  public List<Part<?>> parts(SweepSettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (int n : settings.subjectNumbers()) {
      for (int r : settings.relationNumbers()) {
        sweeps(settings, n, r).forEach(sweep -> parts.addAll(sweep.parts()));
      }
    }
    return parts;
  }

  private List<Sweep> sweeps(SweepSettings settings, int n, int r) {
    return kinds.stream().map(kind -> sweep(settings, kind, n, r)).toList();
  }

  private Sweep sweep(SweepSettings settings, Kind kind, int n, int r) {
    boolean headEach = Integer.valueOf(0).equals(kind.changes().get("heads"));
    List<Integer> widths =
        settings.widthNumbers().stream().filter(d -> !headEach || d % r == 0).toList();
    if (widths.isEmpty()) {
      throw new IllegalArgumentException(
          "setting widths: none of %s divides into %d heads".formatted(settings.widths(), r));
    }
    return new Sweep(
        "%s-n-%d-r-%d".formatted(kind.key(), n, r),
        kind.title(),
        widths,
        settings.seeds(),
        d ->
            Changes.of(n, r, d, 2 * d, settings.steps())
                .with(Map.of("answers", disjoint ? n : 0))
                .with(kind.changes())
                .with(headEach ? Map.of("heads", r) : Map.of()));
  }

  @Override
  public Conclusion conclude(SweepSettings settings, List<Result> results) {
    Measured measured = new Measured(results);
    SweepPage page = new SweepPage(name, settings.seed(), measured);
    for (int n : settings.subjectNumbers()) {
      for (int r : settings.relationNumbers()) {
        page.add(section(settings, page, n, r));
      }
    }
    return page.conclude(title, text, settings.seeds());
  }

  private Article.Section section(SweepSettings settings, SweepPage page, int n, int r) {
    List<Sweep> sweeps = sweeps(settings, n, r);
    return new Article.Section(
        "%d subjects, %d relations".formatted(n, r),
        List.of(
            "A width is enough if it and all wider ones answer 99 % of the questions. Bands reach over all seeds."),
        List.of(page.table("Model", "width", Measured.ACCURACY, sweeps)),
        List.of(
            page.curves(
                "accuracy-%d-%d".formatted(n, r),
                "%d subjects, %d relations".formatted(n, r),
                "Width of the embeddings",
                Measured.ACCURACY,
                sweeps)));
  }
}
