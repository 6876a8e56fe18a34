package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** How Node2Vec's vectors moved along a graph's eigenspaces, over all seeds. */
public final class SpectralDynamics {
  /** So many eigenspaces from the top are drawn, and the two lowest. */
  private static final int LEADING = 4;

  private final String graph;
  private final List<Map<String, double[]>> runs;
  private final List<Space> spaces;

  /** Eigenvectors from the first, counted from 1, to the last, of one eigenvalue. */
  private record Space(double eigenvalue, int first, int last) {
    String name() {
      int dimensions = last - first + 1;
      return String.format(Locale.ROOT, "λ = %.3f", eigenvalue).replace('-', '\u2212')
          + (dimensions == 1 ? "" : " (" + dimensions + ")");
    }
  }

  private SpectralDynamics(String graph, List<Map<String, double[]>> runs, List<Space> spaces) {
    this.graph = graph;
    this.runs = runs;
    this.spaces = spaces;
  }

  /** Reads runs of one graph that differ in their seeds. */
  public static SpectralDynamics of(String graph, List<Result> results) {
    List<Space> spaces = new ArrayList<>();
    int next = 1;
    for (JsonNode each : results.getFirst().summary().get("eigenspace_energy")) {
      int end = next + each.get("multiplicity").asInt();
      spaces.add(new Space(each.get("eigenvalue").asDouble(), next, end - 1));
      next = end;
    }
    return new SpectralDynamics(
        graph, results.stream().map(result -> result.columns(RunFolder.DYNAMICS)).toList(), spaces);
  }

  /** What is to be said of some graphs. */
  public static Article.Section section(List<SpectralDynamics> graphs) {
    List<String> header =
        List.of(
            "Graph",
            "Eigenvalue",
            "Dimensions",
            "|Vᵀe| at the start",
            "at the end",
            "|Ce| at the start",
            "at the end");
    return new Article.Section(
        "How Node2Vec gets there",
        List.of(
            "A step of gradient descent on the vectors V is V += rate C V, with C = (Â - P) + (Â -"
                + " P)ᵀ. What lies along an eigenvector e of the graph has come to rest when |Ce| is"
                + " near 0 while |Vᵀe| is not: e has entered the null space of C.",
            "Both norms are root mean squares over an eigenspace, which no choice of its basis"
                + " changes. Lines are means over seeds, bands one standard deviation."),
        List.of(
            new Article.Table(header, graphs.stream().flatMap(g -> g.rows().stream()).toList())),
        graphs.stream().flatMap(g -> g.figures().stream()).toList());
  }

  private List<Figure> figures() {
    return List.of(
        chart("v", "|Vᵀe|", "length of the embeddings along eigenvectors"),
        chart("c", "|Ce|", "what the next step would change"));
  }

  private Figure chart(String kind, String label, String title) {
    int count = spaces.size();
    int[] shown =
        IntStream.concat(IntStream.range(0, LEADING), IntStream.range(count - 2, count))
            .filter(i -> i >= 0 && i < count)
            .distinct()
            .toArray();
    double[] x = Arrays.stream(steps()).map(step -> StrictMath.log10(1 + step)).toArray();
    List<Band> bands = new ArrayList<>();
    for (int i : shown) {
      Space space = spaces.get(i);
      double[][] values =
          runs.stream().map(run -> norms(run, kind, space)).toArray(double[][]::new);
      bands.add(Band.ofDeviation(space.name(), x, values));
    }
    return new CurveChart(
            "dynamics-" + kind + "-" + graph,
            "%s, Node2Vec: %s".formatted(graph, title),
            "log10(1 + epoch)",
            label,
            bands)
        .figure();
  }

  private double[] steps() {
    return column(runs.getFirst(), "step");
  }

  private static double[] column(Map<String, double[]> run, String name) {
    return Objects.requireNonNull(run.get(name), name);
  }

  /** The root mean square over an eigenspace at every snapshot. */
  private static double[] norms(Map<String, double[]> run, String kind, Space space) {
    double[] sum = new double[column(run, "step").length];
    for (int i = space.first; i <= space.last; i++) {
      double[] column = column(run, kind + i);
      for (int t = 0; t < sum.length; t++) {
        sum[t] += column[t] * column[t];
      }
    }
    int dimensions = space.last - space.first + 1;
    return Arrays.stream(sum).map(s -> Math.sqrt(s / dimensions)).toArray();
  }

  /** A row for each eigenspace: norms at the start and at the end. */
  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    int end = steps().length - 1;
    for (Space space : spaces) {
      rows.add(
          List.of(
              graph,
              String.format(Locale.ROOT, "%.3f", space.eigenvalue),
              Integer.toString(space.last - space.first + 1),
              at("v", space, 0),
              at("v", space, end),
              at("c", space, 0),
              at("c", space, end)));
    }
    return rows;
  }

  private String at(String kind, Space space, int snapshot) {
    return Statistics.of(
            runs.stream().mapToDouble(run -> norms(run, kind, space)[snapshot]).toArray())
        .toText(3);
  }
}
