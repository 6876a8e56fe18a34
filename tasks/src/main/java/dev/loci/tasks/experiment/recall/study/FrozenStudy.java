package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.analysis.LineFit;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.recall.RecallSettings;
import dev.loci.tasks.report.Article;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The control of frozen embeddings: what MLP makes up for embeddings that can't learn. */
public final class FrozenStudy implements Study<FrozenSettings> {
  /** A kind of model and its settings. */
  private enum Kind {
    LEARNED("learned", "embeddings learn", Map.of()),
    FROZEN("frozen", "embeddings frozen", Map.of("frozen_embeddings", true)),
    BOTH(
        "both-frozen",
        "embeddings and output frozen",
        Map.of("frozen_embeddings", true, "frozen_output", true));

    private final String key;
    private final String title;
    private final Map<String, Object> changes;

    Kind(String key, String title, Map<String, Object> changes) {
      this.key = key;
      this.title = title;
      this.changes = changes;
    }
  }

  private static final List<Kind> FROZEN = List.of(Kind.FROZEN, Kind.BOTH);

  @Override
  public String name() {
    return "recall-frozen";
  }

  @Override
  public String description() {
    return "embeddings stay random, and MLPs of growing width make up for them";
  }

  @Override
  public FrozenSettings preset(Map<String, String> choices) {
    String size = choices.getOrDefault("size", RecallSettings.STANDARD);
    return switch (size) {
      case RecallSettings.QUICK ->
          new FrozenSettings(size, 7, 1, 512, "4", "16,32", "16,32,64,128", 400, 800);
      case RecallSettings.FULL ->
          new FrozenSettings(
              size,
              7,
              3,
              1024,
              "1,2,4,8",
              "16,32,64",
              "8,16,32,64,128,256,512,1024,2048",
              300,
              4000);
      // Longer, and the wider MLPs make up for most of what frozen embeddings can't hold.
      default ->
          new FrozenSettings(
              size, 7, 3, 1024, "1,2,4", "16,32", "16,32,64,128,256,512,1024", 300, 2000);
    };
  }

  @Override
  public List<Part<?>> parts(FrozenSettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (int r : settings.relationNumbers()) {
      for (int d : settings.widthNumbers()) {
        sweeps(settings, r, d).forEach(sweep -> parts.addAll(sweep.parts()));
        for (Kind kind : FROZEN) {
          parts.addAll(patient(settings, kind, r, d).parts());
        }
      }
    }
    return parts;
  }

  private static List<Sweep> sweeps(FrozenSettings settings, int r, int d) {
    return Arrays.stream(Kind.values()).map(kind -> sweep(settings, kind, r, d)).toList();
  }

  private static Sweep sweep(FrozenSettings settings, Kind kind, int r, int d) {
    return sweep(settings, kind, kind.key, r, d, settings.steps());
  }

  /** Runs that have the time to learn what they can. */
  private static Sweep patient(FrozenSettings settings, Kind kind, int r, int d) {
    return sweep(settings, kind, "patient-" + kind.key, r, d, settings.patientSteps());
  }

  private static Sweep sweep(
      FrozenSettings settings, Kind kind, String key, int r, int d, int steps) {
    return new Sweep(
        "%s-r-%d-d-%d".formatted(key, r, d),
        "%s, R = %d, d = %d".formatted(kind.title, r, d),
        settings.hiddenNumbers(),
        settings.seeds(),
        hidden -> Changes.of(settings.subjects(), r, d, hidden, steps).with(kind.changes));
  }

  @Override
  public Conclusion conclude(FrozenSettings settings, List<Result> results) {
    Measured measured = new Measured(results);
    SweepPage page = new SweepPage(name(), settings.seed(), measured);
    for (int r : settings.relationNumbers()) {
      for (int d : settings.widthNumbers()) {
        page.add(section(settings, measured, page, r, d));
      }
    }
    for (Kind kind : FROZEN) {
      page.add(needed(settings, measured, page, kind));
    }
    return page.conclude(
        "Facts without embeddings that learn",
        "Subjects and relations keep random embeddings, or learn; the output matrix learns, or is frozen too. Runs have %d updates at most; frozen models go on learning after that, so the gap is one of this many. In the last two sections they have %d. %s"
            .formatted(settings.steps(), settings.patientSteps(), Bits.EXPLANATION),
        settings.seeds());
  }

  private static Article.Section section(
      FrozenSettings settings, Measured measured, SweepPage page, int r, int d) {
    List<Sweep> sweeps = sweeps(settings, r, d);
    List<List<String>> rows = new ArrayList<>();
    for (Sweep sweep : sweeps) {
      for (int hidden : sweep.xs()) {
        rows.add(Bits.row(measured, sweep, hidden, "MLP of " + hidden));
      }
    }
    String facts = "%d subjects, %d relations, width %d".formatted(settings.subjects(), r, d);
    return new Article.Section(
        facts,
        List.of("Bands reach over all seeds."),
        List.of(
            page.table("Model", "MLP", Measured.ACCURACY, sweeps),
            new Article.Table(Bits.HEADER, rows)),
        List.of(
            page.curves(
                "accuracy-%d-%d".formatted(r, d),
                facts,
                "Width of the hidden layer",
                Measured.ACCURACY,
                sweeps)));
  }

  /** The hidden layer that is needed against {@code N R / d}, if there is time to learn. */
  private static Article.Section needed(
      FrozenSettings settings, Measured measured, SweepPage page, Kind kind) {
    List<Sweep> sweeps = new ArrayList<>();
    List<Double> places = new ArrayList<>();
    List<double[]> needed = new ArrayList<>(); // of each size, by seed
    List<List<String>> rows = new ArrayList<>();
    for (int r : settings.relationNumbers()) {
      for (int d : settings.widthNumbers()) {
        Sweep sweep = patient(settings, kind, r, d).titled("R = %d, d = %d".formatted(r, d));
        double place = (double) settings.subjects() * r / d;
        sweeps.add(sweep);
        places.add(place);
        needed.add(measured.thresholds(sweep, Measured.ACCURACY));
        rows.add(
            List.of(
                Integer.toString(r),
                Integer.toString(d),
                Text.number(place, 0),
                Statistics.of(needed.getLast()).toText(0)));
      }
    }
    double[] x = places.stream().mapToDouble(Double::doubleValue).toArray();
    LineFit[] fits =
        Arrays.stream(Vectors.transposed(needed.toArray(double[][]::new)))
            .map(each -> LineFit.of(x, each))
            .toArray(LineFit[]::new);
    Statistics slope = Statistics.of(Arrays.stream(fits).mapToDouble(LineFit::slope).toArray());
    String key = kind.key + "_hidden_slope";
    page.findings().put(key, slope.values());
    page.findings().put(key + "_r2", Arrays.stream(fits).mapToDouble(LineFit::r2).toArray());
    page.findings()
        .tell("%s: hidden units needed for each N R / d: %s", kind.title, slope.toText(2));
    return new Article.Section(
        "The MLP that is needed: " + kind.title,
        List.of(
            "A fact has to be stored somewhere: the hidden layer needed should grow with N R / d. Slope of the line through all sizes that were learned: %s; a dash is a size that no width learned, and a seed without it counts in no line."
                .formatted(slope.toText(3))),
        List.of(
            new Article.Table(List.of("R", "d", "N R / d", "MLP needed"), rows),
            page.table("Facts", "MLP", Measured.ACCURACY, sweeps)),
        List.of(
            page.curves(
                "needed-" + kind.key,
                Text.capitalised(kind.title),
                "Width of the hidden layer",
                Measured.ACCURACY,
                sweeps)));
  }
}
