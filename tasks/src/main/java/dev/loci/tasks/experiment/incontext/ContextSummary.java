package dev.loci.tasks.experiment.incontext;

import dev.loci.tasks.experiment.MetricsTable;
import dev.loci.tasks.experiment.Summary;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What {@code summary.json} holds; accuracies are shares on stars that were not trained on, after
 * the last update, which was fixed beforehand.
 *
 * @param exactMatch freely told paths without a mistake
 * @param firstHopAccuracy freely told paths whose first node after the root is right
 * @param chance of a first hop, 1/d
 * @param tokenAccuracy freely told tokens that are right
 * @param forcedFirstHopAccuracy first hops that are right after the true tokens before them
 * @param forcedTokenAccuracy tokens that are right after the true tokens before them
 * @param finalLoss mean over the updates since the last measurement but one
 * @param trainSeconds time of all updates
 */
public record ContextSummary(
    String experiment,
    int degree,
    int pathLength,
    boolean reversed,
    int seed,
    long parameters,
    double exactMatch,
    double firstHopAccuracy,
    double chance,
    double tokenAccuracy,
    double forcedFirstHopAccuracy,
    double forcedTokenAccuracy,
    double finalLoss,
    int testExamples,
    int steps,
    double trainSeconds)
    implements Summary {

  static ContextSummary of(
      String experiment,
      ContextSettings settings,
      MetricsTable history,
      long parameters,
      double trainSeconds) {
    int firstHop = settings.firstHop();
    IntStream tokens = IntStream.range(0, settings.pathLength());
    IntStream again = IntStream.range(0, settings.pathLength());
    return new ContextSummary(
        experiment,
        settings.degree(),
        settings.pathLength(),
        settings.reversed(),
        settings.seed(),
        parameters,
        history.last(ContextRun.EXACT),
        history.last(ContextRun.free(firstHop)),
        1.0 / settings.degree(),
        tokens.mapToDouble(i -> history.last(ContextRun.free(i))).average().orElseThrow(),
        history.last(ContextRun.forced(firstHop)),
        again.mapToDouble(i -> history.last(ContextRun.forced(i))).average().orElseThrow(),
        history.last(ContextRun.LOSS),
        settings.testExamples(),
        settings.steps(),
        trainSeconds);
  }

  /** What final weights and data alone decide, by the names in {@code summary.json}. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("exact_match", exactMatch);
    figures.put("first_hop_accuracy", firstHopAccuracy);
    figures.put("token_accuracy", tokenAccuracy);
    figures.put("forced_first_hop_accuracy", forcedFirstHopAccuracy);
    figures.put("forced_token_accuracy", forcedTokenAccuracy);
    return figures;
  }

  @Override
  public String toText() {
    return String.format(
        Locale.ROOT,
        """
        unseen stars      %.2f %% of paths right, of %d
        first hop         %.2f %%, by chance %.2f %%
        tokens            %.2f %%
        after true tokens %.2f %% of first hops, %.2f %% of tokens
        training          %d updates, %.1f s
        """,
        100 * exactMatch,
        testExamples,
        100 * firstHopAccuracy,
        100 * chance,
        100 * tokenAccuracy,
        100 * forcedFirstHopAccuracy,
        100 * forcedTokenAccuracy,
        steps,
        trainSeconds);
  }
}
