package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.report.Figure;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/** What a complete run on a star left, looked at as a whole: its measurements and its weights. */
public final class PathStarResult {
  private final Result result;
  private final PathStarSettings settings;

  public PathStarResult(Result result) {
    this.result = result;
    settings = (PathStarSettings) result.settings();
  }

  /** Epochs until a share of the held-out paths is told without a mistake; NaN if it never is. */
  public double epochsUntil(double share) {
    int at = firstAt(History.TEST, share);
    return at < 0 ? Double.NaN : result.curve(History.EPOCH)[at];
  }

  /** The largest share of held-out paths told without a mistake at any measurement. */
  public double highest() {
    return Arrays.stream(result.curve(History.TEST)).max().orElse(Double.NaN);
  }

  /**
   * The share of held-out paths whose first hop is right when the node before the leaf is so for a
   * share of them; NaN if that never is.
   */
  public double firstHopWhenNodeBeforeLeafIs(double share) {
    int at = firstAt(History.token(settings.pathLength() - 2), share);
    return at < 0 ? Double.NaN : result.curve(History.FIRST_HOP)[at];
  }

  private int firstAt(String column, double share) {
    double[] values = result.curve(column);
    return IntStream.range(0, values.length).filter(i -> values[i] >= share).findFirst().orElse(-1);
  }

  /** The distances of held-out paths' leaves from their first hops, at the end. */
  public Figure leavesAndFirstHops(String name, String title) {
    Tensor table = Objects.requireNonNull(result.model().get("embedding.weight"));
    int[][] heldOut = Stage.data(settings).test();
    return PathStarReport.leavesAndFirstHops(name, title, new PathGeometry(table), heldOut);
  }
}
