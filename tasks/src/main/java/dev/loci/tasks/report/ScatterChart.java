package dev.loci.tasks.report;

import static java.util.stream.Collectors.joining;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points in the plane or in space, with the edges of their graph and the groups they belong to.
 * Groups differ in colour and in shape. In space, what lies deeper is paler.
 *
 * @param name file name without extension
 * @param title what it shows
 * @param positions n x 2 or n x 3, all finite
 * @param edges pairs of points to be joined; may be empty
 * @param labels a short name for each point, or empty
 * @param groups the group of each point, from 0
 * @param groupNames the name of each group; with a single one no key is drawn
 */
public record ScatterChart(
    String name,
    String title,
    double[][] positions,
    int[][] edges,
    List<String> labels,
    int[] groups,
    List<String> groupNames) {
  private static final int SIZE = 900;
  private static final int TOP = 76;
  private static final int KEY = 44;
  private static final int MARGIN = 60;

  /** More points than this are drawn without labels. */
  private static final int MOST_LABELLED = 60;

  /** A point within so many radii of another's centre is named with it. */
  private static final double NEAR = 1.5;

  /** More names than this beside one point end in a count of the rest. */
  private static final int MOST_NAMES = 5;

  private static final double FOG = 0.55;
  private static final View FRONT = new View(0, 0);

  /** Checks that all arrays fit each other. */
  public ScatterChart {
    labels = List.copyOf(labels);
    groupNames = List.copyOf(groupNames);
    int n = positions.length;
    require(name, n > 0, "there are no points");
    require(name, groups.length == n, "%d groups for %d points", groups.length, n);
    require(
        name, labels.isEmpty() || labels.size() == n, "%d labels for %d points", labels.size(), n);
    for (int i = 0; i < n; i++) {
      double[] position = positions[i];
      boolean plain = position.length == 2 || position.length == 3;
      require(name, plain, "point %d has %d coordinates; 2 or 3 can be drawn", i, position.length);
      require(name, position.length == positions[0].length, "point %d differs in dimension", i);
      for (double value : position) {
        require(name, Double.isFinite(value), "point %d has a coordinate %s", i, value);
      }
      require(
          name,
          groups[i] >= 0 && groups[i] < groupNames.size(),
          "point %d is in group %d of %d",
          i,
          groups[i],
          groupNames.size());
    }
    for (int[] edge : edges) {
      for (int end : edge) {
        require(name, end >= 0 && end < n, "an edge ends at point %d of %d", end, n);
      }
    }
  }

  private static void require(String name, boolean condition, String message, Object... data) {
    if (!condition) {
      throw new IllegalArgumentException(
          "scatter chart %s: %s".formatted(name, message.formatted(data)));
    }
  }

  /** Returns the picture. */
  public Figure figure() {
    return new Figure(name, title, SIZE, SIZE, this::paint);
  }

  private void paint(Graphics2D g) {
    g.setFont(Style.TITLE);
    g.setColor(Style.INK);
    g.drawString(title, MARGIN, 44);
    View.Projected[] places =
        Scene.project(Scene.inSpace(positions), positions[0].length == 3 ? View.FIXED : FRONT);
    double[][] screen = fit(places);
    boolean spatial = positions[0].length == 3;
    g.setStroke(Style.THIN);
    for (int[] edge : edges) {
      double depth = (places[edge[0]].depth() + places[edge[1]].depth()) / 2;
      g.setColor(fogged(Style.MUTED, depth, spatial));
      double[] from = screen[edge[0]];
      double[] to = screen[edge[1]];
      g.draw(new Line2D.Double(from[0], from[1], to[0], to[1]));
    }
    int[] backToFront =
        IntStream.range(0, places.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> places[i].depth()))
            .mapToInt(i -> i)
            .toArray();
    for (int i : backToFront) {
      paintPoint(g, i, screen[i], places[i].depth(), radius(places[i]), spatial);
    }
    if (!labels.isEmpty() && labels.size() <= MOST_LABELLED) {
      paintLabels(g, backToFront, screen, places);
    }
    paintKey(g);
  }

  private void paintPoint(
      Graphics2D g, int i, double[] at, double depth, double radius, boolean spatial) {
    Shape shape = Marker.of(groups[i]).at(at[0], at[1], radius);
    g.setColor(fogged(Style.series(groups[i]), depth, spatial));
    g.fill(shape);
    g.setStroke(Style.THIN);
    g.setColor(Color.WHITE);
    g.draw(shape);
  }

  /** Beside each point its name and those of the points that it hides or nearly hides. */
  private void paintLabels(
      Graphics2D g, int[] backToFront, double[][] screen, View.Projected[] places) {
    int n = backToFront.length;
    int[][] covered =
        Labels.groups(
            IntStream.range(0, n).map(i -> backToFront[n - 1 - i]).toArray(),
            Arrays.stream(screen).mapToDouble(at -> at[0]).toArray(),
            Arrays.stream(screen).mapToDouble(at -> at[1]).toArray(),
            Arrays.stream(places).mapToDouble(place -> NEAR * radius(place)).toArray());
    g.setFont(Style.SMALL);
    g.setColor(Style.INK);
    for (int i = 0; i < n; i++) {
      String text =
          IntStream.of(covered[i]).limit(MOST_NAMES).mapToObj(labels::get).collect(joining(", "));
      int rest = covered[i].length - MOST_NAMES;
      String label = rest > 0 ? text + " +" + rest : text;
      double radius = radius(places[i]);
      double width = g.getFontMetrics().getStringBounds(label, g).getWidth();
      double x = Math.min(screen[i][0] + 1.3 * radius, SIZE - 12 - width);
      g.drawString(label, (float) x, (float) (screen[i][1] - 0.7 * radius));
    }
  }

  private void paintKey(Graphics2D g) {
    if (groupNames.size() < 2) {
      return;
    }
    g.setFont(Style.LABEL);
    double x = MARGIN;
    for (int group = 0; group < groupNames.size(); group++) {
      double width = g.getFontMetrics().getStringBounds(groupNames.get(group), g).getWidth();
      g.setColor(Style.INK);
      if (x + 22 + width > SIZE - MARGIN) {
        g.drawString("+" + (groupNames.size() - group), (float) x, SIZE - 27f);
        return;
      }
      g.drawString(groupNames.get(group), (float) (x + 22), SIZE - 27f);
      g.setColor(Style.series(group));
      g.fill(Marker.of(group).at(x + 7, SIZE - 32, 7));
      x += 22 + width + 28;
    }
  }

  /** Places on the canvas, as large as fits, with one scale for both directions. */
  private double[][] fit(View.Projected[] places) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.POSITIVE_INFINITY;
    double top = Double.NEGATIVE_INFINITY;
    for (View.Projected place : places) {
      left = Math.min(left, place.x());
      right = Math.max(right, place.x());
      bottom = Math.min(bottom, place.y());
      top = Math.max(top, place.y());
    }
    double height = SIZE - TOP - KEY - MARGIN;
    double width = SIZE - 2.0 * MARGIN;
    double scale =
        Math.min(width / Math.max(right - left, 1e-9), height / Math.max(top - bottom, 1e-9));
    double used = Math.min(scale, width); // a single point is not blown up
    double middleX = (left + right) / 2;
    double middleY = (bottom + top) / 2;
    double[][] screen = new double[places.length][];
    for (int i = 0; i < screen.length; i++) {
      screen[i] =
          new double[] {
            SIZE / 2.0 + used * (places[i].x() - middleX),
            TOP + height / 2 - used * (places[i].y() - middleY)
          };
    }
    return screen;
  }

  private double radius(View.Projected place) {
    return Math.clamp(120 / Math.sqrt(positions.length), 2, 12) * place.zoom();
  }

  private static Color fogged(Color colour, double depth, boolean spatial) {
    double fog = spatial ? FOG * (1 - Math.clamp(depth, -1.0, 1.0)) / 2 : 0;
    return Style.blend(colour, Color.WHITE, fog);
  }
}
