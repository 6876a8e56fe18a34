package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.experiment.Settings;
import java.util.List;
import java.util.Optional;

/**
 * The figures of the reference implementation of arXiv 2510.26745 for its transformer notebooks
 * (one seed, bfloat16 on a GPU): printed, read off its plots, or computed from its released
 * weights.
 *
 * @param loss final edge cross-entropy, printed
 * @param level final geometric level, from the weights
 * @param peak highest geometric level, read off
 * @param peakStep its step, read off
 * @param recovered the step at which recovery reaches 100 %, read off
 * @param cosTwoHop mean cosine at distance two, from the weights
 * @param spearman of cosine distance and graph distance, from the weights
 * @param mostNegative share of the most negative eigenspace, from the weights
 * @param float32Level final geometric level of a re-training in float32 elsewhere
 */
record Reference(
    double loss,
    double level,
    double peak,
    int peakStep,
    int recovered,
    double cosTwoHop,
    double spearman,
    double mostNegative,
    double float32Level) {

  /**
   * The figures for a graph, if the settings are those used for it, but for the seed, which was 7.
   */
  static Optional<Reference> of(TinySettings settings) {
    TinySettings original =
        Settings.with(
            TinyPresets.transformer(settings.graph(), false, false),
            List.of(
                "seed=" + settings.seed(),
                "shown_step=" + settings.shownStep(),
                "checkpoint_every=" + settings.checkpointEvery()));
    if (!settings.equals(original)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (settings.graph()) {
          case "star" -> new Reference(.6956, .333, .92, 15, 135, .528, .52, .148, .373);
          case "grid" -> new Reference(1.1310, .228, .92, 14, 285, .522, .68, .274, .203);
          case "cycle" -> new Reference(.6961, .449, .96, 14, 410, .684, .86, .207, .311);
          default -> new Reference(.9380, .404, .95, 16, 750, .500, .78, .140, .408);
        });
  }
}
