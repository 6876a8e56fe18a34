package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.recall.RecallExperiment;
import dev.loci.tasks.experiment.recall.RecallSettings;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.BarChart;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What makes the geometry clean: from the recipe with which it is found for two relations, one
 * change after another, to the one with which it is found for more.
 */
public final class RegimeStudy implements Study<RegimeSettings> {
  /** What the table has of each run's summary. */
  private static final List<String> KEYS =
      List.of(
          "swap_accuracy",
          "assigned_swap_accuracy",
          "learned_map_swap_accuracy",
          "readout_accuracy",
          "superposition_r2",
          "fitted_r2",
          "assigned_r2",
          "largest_assignment");

  /** The recipe of the derivations: everything begins small and learns. */
  private static final Map<String, String> PAGE =
      Map.of(
          "embedding_deviation",
          "0.02",
          "relation_deviation",
          "0.02",
          "weight_decay",
          "1",
          "frozen_output",
          "false",
          "output_rank",
          "0");

  /**
   * A way to train.
   *
   * @param changes of the page's recipe
   */
  private record Regime(String key, String title, Map<String, String> changes) {}

  /** Each with what those before it have changed. */
  private static final List<Regime> STEPS =
      List.of(
          new Regime("page", "the page's recipe", Map.of()),
          new Regime("apart", "relations begin far apart", Map.of("relation_deviation", "1")),
          new Regime("near", "subjects begin almost equal", Map.of("embedding_deviation", "1e-4")),
          new Regime("decay", "stronger decay", Map.of("weight_decay", "3")));

  @Override
  public String name() {
    return "recall-regimes";
  }

  @Override
  public String description() {
    return "what makes embeddings clean superpositions is told apart, change by change";
  }

  @Override
  public RegimeSettings preset(Map<String, String> choices) {
    String size = choices.getOrDefault("size", RecallSettings.STANDARD);
    return switch (size) {
      case RecallSettings.QUICK ->
          new RegimeSettings(size, 1, 1, 512, 4, 64, 128, "8,12,16,24,32", 600);
      case RecallSettings.FULL ->
          new RegimeSettings(size, 1, 3, 2048, 4, 96, 384, "8,12,16,24,32,48,96", 3000);
      default -> new RegimeSettings(size, 1, 3, 1024, 4, 64, 256, "8,10,12,16,24,32,64", 1500);
    };
  }

  private static List<Regime> regimes(RegimeSettings settings) {
    List<Regime> regimes = new ArrayList<>();
    Map<String, String> changes = new LinkedHashMap<>();
    for (Regime step : STEPS) {
      changes.putAll(step.changes);
      regimes.add(new Regime(step.key, step.title, Map.copyOf(changes)));
    }
    for (int rank : settings.rankNumbers()) {
      changes.putAll(Map.of("frozen_output", "true", "output_rank", Integer.toString(rank)));
      regimes.add(
          new Regime(
              rankKey(rank), "answers in %d dimensions".formatted(rank), Map.copyOf(changes)));
    }
    return regimes;
  }

  private static String rankKey(int rank) {
    return "rank-" + rank;
  }

  private static String run(String regime, int seed) {
    return "%s-seed-%d".formatted(regime, seed);
  }

  @Override
  public List<Part<?>> parts(RegimeSettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (Regime regime : regimes(settings)) {
      for (int seed : settings.seeds()) {
        Map<String, String> texts = new LinkedHashMap<>(PAGE);
        texts.put("subjects", Integer.toString(settings.subjects()));
        texts.put("relations", Integer.toString(settings.relations()));
        texts.put("width", Integer.toString(settings.width()));
        texts.put("hidden", Integer.toString(settings.hidden()));
        texts.put("steps", Integer.toString(settings.steps()));
        texts.put("seed", Integer.toString(seed));
        texts.putAll(regime.changes);
        RecallSettings preset = RecallExperiment.SWAP.preset(texts);
        parts.add(
            new Part<>(run(regime.key, seed), RecallExperiment.SWAP, Settings.with(preset, texts)));
      }
    }
    return parts;
  }

  @Override
  public Conclusion conclude(RegimeSettings settings, List<Result> results) {
    Measured measured = new Measured(results);
    SweepPage page = new SweepPage(name(), settings.seed(), measured);
    page.add(steps(settings, page, measured));
    page.add(ranks(settings, measured));
    return page.conclude(
        "What makes the geometry of %d relations clean".formatted(settings.relations()),
        ("%d subjects, %d relations, width %d. Models that answer every question may differ in"
                + " whether their embeddings are superpositions; here they differ in how they"
                + " begin, how strongly weights decay, and in how many dimensions answers are told"
                + " apart.")
            .formatted(settings.subjects(), settings.relations(), settings.width()),
        settings.seeds());
  }

  private static double[] of(
      RegimeSettings settings, Measured measured, String regime, String key) {
    return Arrays.stream(settings.seeds())
        .mapToDouble(seed -> measured.number(run(regime, seed), key))
        .toArray();
  }

  private static Article.Section steps(RegimeSettings settings, SweepPage page, Measured measured) {
    List<String> header = new ArrayList<>(List.of("Regime"));
    KEYS.forEach(key -> header.add(title(key)));
    List<List<String>> rows = new ArrayList<>();
    for (Regime regime : regimes(settings)) {
      List<String> row = new ArrayList<>(List.of(regime.title));
      for (String key : KEYS) {
        double[] values = of(settings, measured, regime.key, key);
        row.add(Statistics.of(values).toText(3));
        page.findings().put(regime.key + "_" + key, values);
      }
      rows.add(row);
      page.findings()
          .tell(
              "%-12s swap %s, with a learned map %s",
              regime.key,
              Statistics.of(of(settings, measured, regime.key, "swap_accuracy")).toText(3),
              Statistics.of(of(settings, measured, regime.key, "learned_map_swap_accuracy"))
                  .toText(3));
    }
    return new Article.Section(
        "Change by change",
        List.of(
            "Each row keeps the changes above it, but for the number of dimensions. Subjects that"
                + " begin at random can settle differently which relation's answer is mapped by"
                + " which matrix: then one fit for all explains little (fitted r2), a fit in which"
                + " each subject chooses explains more (assigned r2), and the largest group of"
                + " subjects that agree is far from all. Where all agree, it may be room that"
                + " lacks: relations must share the width, so answers that need fewer dimensions"
                + " leave more to each."),
        List.of(new Article.Table(header, rows)),
        List.of(bars(settings, measured)));
  }

  private static Figure bars(RegimeSettings settings, Measured measured) {
    List<String> regimes = STEPS.stream().map(Regime::key).toList();
    List<Band> bands =
        Stream.of("swap_accuracy", "readout_accuracy", "largest_assignment")
            .map(key -> Band.ofRange(title(key), runs(settings, measured, key, regimes)))
            .toList();
    return new BarChart(
            "changes",
            "One change after another, all dimensions",
            "regime",
            "Share",
            STEPS.stream().map(step -> step.title).toList(),
            bands)
        .figure();
  }

  private static String title(String key) {
    return key.replace('_', ' ');
  }

  /** A number of some regimes, with a row for each seed. */
  private static double[][] runs(
      RegimeSettings settings, Measured measured, String key, List<String> regimes) {
    return Vectors.transposed(
        regimes.stream()
            .map(regime -> of(settings, measured, regime, key))
            .toArray(double[][]::new));
  }

  private static Article.Section ranks(RegimeSettings settings, Measured measured) {
    double[] x = settings.rankNumbers().stream().mapToDouble(rank -> rank).toArray();
    List<String> regimes = settings.rankNumbers().stream().map(RegimeStudy::rankKey).toList();
    List<Band> bands =
        Stream.of("swap_accuracy", "learned_map_swap_accuracy", "readout_accuracy", "accuracy")
            .map(key -> Band.ofRange(title(key), x, runs(settings, measured, key, regimes)))
            .toList();
    return new Article.Section(
        "Dimensions of the answers",
        List.of(
            ("The output matrix is frozen, its rows random directions of a space of so many"
                    + " dimensions. An answer has %.1f bits. Side by side the answers of all"
                    + " relations fit into the width %d if they have at most %.1f dimensions.")
                .formatted(
                    StrictMath.log(settings.subjects()) / StrictMath.log(2),
                    settings.width(),
                    (double) settings.width() / settings.relations())),
        List.of(),
        List.of(
            new CurveChart(
                    "ranks",
                    "New facts recalled by the frozen network",
                    "Dimensions of the answers",
                    "Share",
                    bands)
                .figure()));
  }
}
