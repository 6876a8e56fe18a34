package dev.loci.tasks.experiment.incontext;

import dev.loci.tasks.experiment.MetricsTable;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The page of a run: what was learned, and token by token how. */
record ContextReport(ContextSettings settings, MetricsTable history, ContextSummary summary) {
  /** The most curves that can be told apart. */
  private static final int MOST_TOKENS = 8;

  Article article(Map<String, String> provenance) {
    List<List<String>> rows =
        List.of(
            List.of("Paths, all nodes right", Text.percent(summary.exactMatch(), 2)),
            List.of("First hop after the root", Text.percent(summary.firstHopAccuracy(), 2)),
            List.of("The same by chance", Text.percent(summary.chance(), 2)),
            List.of("Tokens", Text.percent(summary.tokenAccuracy(), 2)),
            List.of(
                "First hop after true tokens", Text.percent(summary.forcedFirstHopAccuracy(), 2)),
            List.of("Tokens after true tokens", Text.percent(summary.forcedTokenAccuracy(), 2)),
            List.of("Updates", "%,d".formatted(summary.steps())),
            List.of(
                "Seconds of training", String.format(Locale.ROOT, "%.1f", summary.trainSeconds())));
    Article.Section results =
        Article.Section.of(
            "Result",
            "On stars that were not trained on, after the last update; how many updates there are"
                + " is fixed beforehand.",
            new Article.Table(List.of("Quantity", "Value"), rows));
    Article.Section tokens =
        new Article.Section(
            "Token by token",
            List.of(
                "The share of paths whose i-th token is right, above when the model goes on from its"
                    + " own tokens, below when it is given the true ones before. Where the lower"
                    + " curves are high and the upper ones are not, the model follows the arm that"
                    + " it is shown and never learned to choose one."),
            List.of(),
            List.of(
                chart("tokens", "Freely told", ContextRun::free),
                chart("forced-tokens", "After true tokens", ContextRun::forced)));
    return new Article(
        "Stars of %d arms in context, %d nodes each%s"
            .formatted(
                settings.degree(),
                settings.pathLength(),
                settings.reversed() ? ", told from the leaf" : ""),
        ("A model that sees each star's edges before it is asked told %s of the paths of %,d unseen"
                + " stars without a mistake; the first hop was right for %s, where a guess is for"
                + " %s.")
            .formatted(
                Text.percent(summary.exactMatch(), 2),
                summary.testExamples(),
                Text.percent(summary.firstHopAccuracy(), 2),
                Text.percent(summary.chance(), 2)),
        List.of(results, tokens),
        Settings.texts(settings),
        provenance);
  }

  private Figure chart(String name, String title, IntFunction<String> column) {
    double[] steps = history.column(ContextRun.STEP);
    List<Band> bands =
        IntStream.range(0, Math.min(MOST_TOKENS, settings.pathLength()))
            .mapToObj(i ->
                Band.ofLine(
                    "token " + (i + 1),
                    steps,
                    Arrays.stream(history.column(column.apply(i))).map(x -> 100 * x).toArray()))
            .toList();
    return new CurveChart(name, title, "Update", "Percent right", bands).figure();
  }
}
