package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.recall.Form;
import java.util.Map;

/** The settings that a user gets without choosing, for each size. */
final class RecallPresets {
  private RecallPresets() {}

  /** What is chosen decides the rest, as do the files of facts that are. */
  static RecallSettings of(Map<String, String> chosen) {
    Map<String, String> choices = FactsFolder.sizes(chosen);
    String size = choices.getOrDefault("size", RecallSettings.STANDARD);
    boolean isQuick = size.equals(RecallSettings.QUICK);
    boolean isFull = size.equals(RecallSettings.FULL);
    int subjects = number(choices, "subjects", isQuick ? 512 : isFull ? 2048 : 1024);
    int relations = number(choices, "relations", isFull ? 4 : 2);
    int width = number(choices, "width", isQuick ? 48 : 64);
    int hidden = isQuick || isFull ? 2 * width : 4 * width;
    int steps = number(choices, "steps", isFull ? 5000 : 1500);
    boolean frozen = Boolean.parseBoolean(choices.get("frozen_embeddings"));
    return new RecallSettings(
        size,
        choices.getOrDefault("data", RecallSettings.GENERATED),
        subjects,
        relations,
        number(choices, "hops", 1),
        choices.getOrDefault("form", Form.DIRECT.word()),
        0,
        0,
        1,
        false,
        0,
        1,
        width,
        width % 2 == 0 ? 2 : 1,
        hidden,
        1,
        true,
        true,
        false,
        frozen,
        false,
        0,
        frozen ? 0.3 : 0.02,
        frozen ? 0.3 : 0.02,
        width <= 16 ? 1e-2 : 5e-3,
        Math.min(100, steps / 2),
        0.05,
        1,
        steps,
        subjects <= 512 ? 512 : 1024,
        false,
        false,
        100,
        500);
  }

  /**
   * The settings with which the geometry comes out clean, also for four relations. Embeddings begin
   * almost equal and relations far apart: then the first gradients give every subject the same
   * superposition of its answers, where subjects that begin at random would each settle which
   * relation is which. Answers are told apart in few dimensions, so that the embedding has room for
   * all relations side by side, and weights decay more strongly. The hidden layer is wide: with one
   * of twice the width subjects again settle differently. Fewer updates are enough then.
   */
  static RecallSettings geometric(Map<String, String> choices) {
    RecallSettings page = of(choices);
    if (page.frozenEmbeddings()) {
      return page;
    }
    RecallSettings near =
        Settings.with(
            page,
            Map.of(
                "embedding_deviation", "1e-4",
                "relation_deviation", "1",
                "weight_decay", "3",
                "hidden", Integer.toString(4 * page.width()),
                "steps", page.size().equals(RecallSettings.FULL) ? "3000" : "1000",
                "batch", "512"));
    boolean learned =
        Boolean.parseBoolean(choices.get("tied")) || "false".equals(choices.get("frozen_output"));
    return learned
        ? near
        : Settings.with(
            near, Map.of("frozen_output", "true", "output_rank", Integer.toString(rank(page))));
  }

  /** A fifth more dimensions than a subject's number has bits. */
  private static int rank(RecallSettings settings) {
    int dimensions = (int) Math.ceil(1.2 * StrictMath.log(settings.subjects()) / StrictMath.log(2));
    return Math.min(dimensions, settings.width());
  }

  /** A choice that is no number is refused later, with the name of its setting. */
  private static int number(Map<String, String> choices, String key, int otherwise) {
    try {
      return Integer.parseInt(choices.getOrDefault(key, Integer.toString(otherwise)));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
