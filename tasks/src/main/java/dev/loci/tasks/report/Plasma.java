package dev.loci.tasks.report;

import java.awt.Color;
import java.util.List;

/**
 * The colour map "plasma" of S. van der Walt and N. Smith (CC0), which grows evenly in lightness,
 * as eleven stops with straight lines between them.
 */
final class Plasma {
  /** Colours at 0, 0.1, ... 1, as HTML writes them. */
  static final List<String> STOPS =
      List.of(
          "#0d0887", "#41049d", "#6a00a8", "#8f0da4", "#b12a90", "#cc4778", "#e16462", "#f2844b",
          "#fca636", "#fcce25", "#f0f921");

  private static final List<Color> COLOURS = STOPS.stream().map(Color::decode).toList();

  private Plasma() {}

  /** The colour of a value; values outside [0, 1] count as the nearer end. */
  static Color at(double value) {
    double position = Math.clamp(value, 0.0, 1.0) * (COLOURS.size() - 1);
    int below = Math.min((int) position, COLOURS.size() - 2);
    return Style.blend(COLOURS.get(below), COLOURS.get(below + 1), position - below);
  }
}
