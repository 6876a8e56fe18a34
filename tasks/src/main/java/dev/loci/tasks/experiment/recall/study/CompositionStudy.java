package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.recall.RecallSettings;
import dev.loci.tasks.report.Article;
import java.util.List;
import java.util.Map;

/** Whether models compose facts: questions of several hops of which some are held out. */
public final class CompositionStudy implements Study<HopSettings> {
  /** The share of the questions that is learned from. */
  static final double SHARE = 0.8;

  /** Training goes on after all is learned, and decays, since composing may come late. */
  private static final Map<String, Object> OTHERS =
      Map.of(
          "train_share",
          SHARE,
          "with_facts",
          true,
          "weight_decay",
          0.1,
          "stop_when_solved",
          false,
          "measure_every",
          100);

  @Override
  public String name() {
    return "recall-compositional";
  }

  @Override
  public String description() {
    return "all facts and most questions of several hops are learned, and the others asked";
  }

  @Override
  public HopSettings preset(Map<String, String> choices) {
    String size = choices.getOrDefault("size", RecallSettings.STANDARD);
    return switch (size) {
      case RecallSettings.QUICK -> new HopSettings(size, 7, 1, 32, 4, "2", "1,2", "16,32", 600);
      case RecallSettings.FULL ->
          new HopSettings(size, 7, 3, 128, 4, "2,3", "1,2,3", "16,32,64,128", 10_000);
      default -> new HopSettings(size, 7, 3, 64, 4, "2", "1,2", "16,32,64", 3000);
    };
  }

  @Override
  public List<Part<?>> parts(HopSettings settings) {
    if (settings.hopNumbers().getFirst() < 2) {
      throw new IllegalArgumentException(
          "setting hops: 1 hop is nothing to compose; expected 2 or more");
    }
    return settings.hopNumbers().stream()
        .flatMap(k -> HopModels.all(settings, k, OTHERS).stream())
        .flatMap(sweep -> sweep.parts().stream())
        .toList();
  }

  @Override
  public Conclusion conclude(HopSettings settings, List<Result> results) {
    SweepPage page = new SweepPage(name(), settings.seed(), new Measured(results));
    settings.hopNumbers().forEach(k -> page.add(section(settings, page, k)));
    return page.conclude(
        "Are facts composed?",
        "Models learn all facts and %s of the questions of several hops; the others are asked in the end. Models of one width have about equally many parameters. By chance %s are right."
            .formatted(Text.percent(SHARE), Text.percent(1.0 / settings.subjects())),
        settings.seeds());
  }

  private static Article.Section section(HopSettings settings, SweepPage page, int hops) {
    List<Sweep> sweeps = HopModels.all(settings, hops, OTHERS);
    return new Article.Section(
        hops + " hops",
        List.of(
            "Questions that were held out. Bands reach over all seeds.",
            "With a chain of thought each step is a question of one hop, all of which are learned."),
        List.of(page.table("Model", "width", Measured.HELD_OUT, sweeps)),
        List.of(
            page.curves(
                "held-out-" + hops,
                "Held-out questions of %d hops".formatted(hops),
                "Width of the embeddings",
                Measured.HELD_OUT,
                sweeps),
            page.curves(
                "learned-" + hops,
                "Learned questions of %d hops".formatted(hops),
                "Width of the embeddings",
                Measured.ACCURACY,
                sweeps)));
  }
}
