package dev.loci.tasks.experiment.recall;

import java.util.Map;

/** The settings that a user gets without choosing, for each size. */
final class RecallPresets {
  private RecallPresets() {}

  /** What is chosen decides the rest. */
  static RecallSettings of(Map<String, String> choices) {
    String size = choices.getOrDefault("size", RecallSettings.STANDARD);
    boolean isQuick = size.equals(RecallSettings.QUICK);
    boolean isFull = size.equals(RecallSettings.FULL);
    int subjects = number(choices, "subjects", isQuick ? 512 : isFull ? 2048 : 1024);
    int relations = number(choices, "relations", isFull ? 4 : 2);
    int width = number(choices, "width", isQuick ? 48 : 64);
    int hidden = isQuick || isFull ? 2 * width : 4 * width;
    boolean frozen = Boolean.parseBoolean(choices.get("frozen_embeddings"));
    return new RecallSettings(
        size,
        subjects,
        relations,
        1,
        "direct",
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
        100,
        0.05,
        1,
        isFull ? 5000 : 1500,
        subjects <= 512 ? 512 : 1024,
        false,
        false,
        100,
        500);
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
