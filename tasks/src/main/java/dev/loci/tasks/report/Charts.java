package dev.loci.tasks.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** What is plotted of a run: curves over training steps and bars over eigenvectors. */
final class Charts {
  private Charts() {}

  /** Memorisation on the left axis, geometric level on the right one. */
  static Plot memorisationAndGeometry(RunReport.Curves curves) {
    Plot.Axis left =
        new Plot.Axis("Neighbours recovered (%)", Scale.of(0, 100, 5), Style.VERMILION);
    Scale level =
        Scale.covering(
            DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(curves.geometric())), 5);
    Plot.Axis right = new Plot.Axis("Mean cosine of neighbours", level, Style.BLUE);
    return new Plot("Memorisation and geometry", "Training step", steps(curves), left, right)
        .line("memorisation", times(curves), curves.memorisation(), left.colour(), Style.LINE, left)
        .line(
            "geometric level (right axis)",
            times(curves),
            curves.geometric(),
            right.colour(),
            Style.LINE,
            right);
  }

  /** The loss, and the lowest loss that is possible. */
  static Plot loss(RunReport.Curves curves) {
    Scale scale =
        Scale.covering(DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(curves.loss())), 5);
    Plot.Axis axis = new Plot.Axis("Cross-entropy (nats)", scale, Style.GREEN);
    Plot plot = new Plot("Loss", "Training step", steps(curves), axis, null);
    return withLevel(
        plot.line("loss", times(curves), curves.loss(), axis.colour(), Style.LINE, axis),
        "floor %.4f nats",
        curves.lossFloor(),
        axis,
        curves);
  }

  /** First guesses that are right, and how many can be. */
  static Plot top1(RunReport.Curves curves) {
    Plot.Axis axis = new Plot.Axis("Share of edges (%)", Scale.of(0, 100, 5), Style.PURPLE);
    Plot plot =
        new Plot("First guess (top-1 accuracy)", "Training step", steps(curves), axis, null);
    return withLevel(
        plot.line(
            "edges whose target is the first guess",
            times(curves),
            curves.top1(),
            axis.colour(),
            Style.LINE,
            axis),
        "ceiling %.2f %%",
        curves.top1Ceiling(),
        axis,
        curves);
  }

  /** Bars from 2 on, one per eigenvector: the top one is left out. */
  static Plot overEigenvectors(String title, String label, double[] values, Color colour) {
    Scale scale =
        Scale.covering(DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(values)), 5);
    Scale x = Scale.of(1.5, values.length + 1.5, Math.min(values.length, 20));
    return new Plot(
            title,
            "Eigenvector, by descending eigenvalue",
            x,
            new Plot.Axis(label, scale, colour),
            null)
        .bars(2, values);
  }

  private static Plot withLevel(
      Plot plot, String format, OptionalDouble level, Plot.Axis axis, RunReport.Curves curves) {
    if (level.isEmpty()) {
      return plot;
    }
    double value = level.getAsDouble();
    Scale x = steps(curves);
    String label = String.format(Locale.ROOT, format, value);
    return plot.line(
        label,
        new double[] {x.low(), x.high()},
        new double[] {value, value},
        Style.INK,
        Style.DASHED,
        axis);
  }

  private static Scale steps(RunReport.Curves curves) {
    int[] steps = curves.steps();
    return steps.length == 0 ? Scale.of(0, 1, 1) : Scale.of(steps[0], steps[steps.length - 1], 10);
  }

  private static double[] times(RunReport.Curves curves) {
    return Arrays.stream(curves.steps()).asDoubleStream().toArray();
  }
}
