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
