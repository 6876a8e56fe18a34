package dev.loci.tasks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;

/**
 * Colours, fonts and strokes of all figures. Data colours are from the palette of Okabe and Ito
 * ("Color Universal Design", 2008), which stays distinct under every common colour blindness.
 */
final class Style {
  static final Color BLUE = new Color(0x0072B2);
  static final Color ORANGE = new Color(0xE69F00);
  static final Color VERMILION = new Color(0xD55E00);
  static final Color GREEN = new Color(0x009E73);
  static final Color PURPLE = new Color(0xCC79A7);

  static final Color SKY = new Color(0x56B4E9);
  static final Color YELLOW = new Color(0xD8C700); // darker than the palette's, for white paper

  /** The colours of series and groups, in order. */
  private static final Color[] SERIES = {
    BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, YELLOW, new Color(0x333333)
  };

  /** Lengths of dashes and gaps that go with the colours. */
  private static final float[][] DASHES = {
    {}, {10, 4}, {3, 4}, {12, 4, 3, 4}, {6, 3}, {12, 4, 3, 4, 3, 4}, {2, 6}, {18, 6}
  };

  static final Color INK = new Color(0x1D2126);
  static final Color MUTED = new Color(0x5C636B);
  static final Color HAIRLINE = new Color(0xE4E7EA);
  static final Color MASK = new Color(0xB9BEC4);

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 19);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  static final BasicStroke LINE =
      new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke THIN = new BasicStroke(1f);
  static final BasicStroke DASHED =
      new BasicStroke(
          1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {7f, 5f}, 0f);

  private Style() {}

  /** The colour of a series or group; after the last the first comes again. */
  static Color series(int i) {
    return SERIES[i % SERIES.length];
  }

  /** The stroke of a series, which tells it without colour. */
  static BasicStroke dashes(int i) {
    float[] dashes = DASHES[i % DASHES.length];
    return dashes.length == 0
        ? LINE
        : new BasicStroke(2.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dashes, 0f);
  }

  /** The colour a share t of the way from one colour to another. */
  static Color blend(Color from, Color to, double t) {
    return new Color(
        mix(from.getRed(), to.getRed(), t),
        mix(from.getGreen(), to.getGreen(), t),
        mix(from.getBlue(), to.getBlue(), t));
  }

  private static int mix(int from, int to, double t) {
    return (int) Math.round(from + (to - from) * t);
  }
}
