package dev.loci.tasks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the page's script draws, as JSON. To keep the page small, coordinates and cosines are
 * rounded to four significant digits, curves to six, and long series are thinned. NaN and
 * infinities become null.
 */
final class ReportJson {
  /**
   * No more snapshots than this (the shown one apart), and fewer for graphs so large that {@link
   * #MOST_NUMBERS} would be passed.
   */
  static final int MOST_SNAPSHOTS = 250;

  private static final int MOST_NUMBERS = 300_000;
  private static final int MOST_POINTS = 2000;
  private static final int SHORT = 4;
  private static final int LONG = 6;
  private static final double NEGLIGIBLE = 1e-9;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ReportJson() {}

  /**
   * JSON that may stand inside a script element: it holds no character that HTML could read as
   * markup.
   */
  static String of(RunReport report) {
    ObjectNode root = NODES.objectNode();
    root.set("graph", graph(report.graph()));
    root.set("snapshots", snapshots(report.snapshots(), report.graph().nodes()));
    root.set("curves", curves(report.curves()));
    if (report.similarity() != null) {
      root.put("cosineStep", report.similarity().step());
      root.set("cosines", matrix(report.similarity().cosines()));
      root.set("adjacency", matrix(report.similarity().adjacency()));
      root.put("directed", report.similarity().directed());
    }
    if (report.spectrum() != null) {
      root.set("spectrum", spectrum(report.spectrum()));
    }
    ArrayNode plasma = root.putArray("plasma");
    Plasma.STOPS.forEach(plasma::add);
    String json = JsonMapper.shared().writeValueAsString(root);
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private static ObjectNode graph(RunReport.Graph graph) {
    ObjectNode node = NODES.objectNode();
    node.put("nodes", graph.nodes());
    ArrayNode edges = node.putArray("edges");
    for (int[] edge : graph.edges()) {
      edges.add(integers(edge));
    }
    if (graph.root().isPresent()) {
      node.put("root", graph.root().getAsInt());
    } else {
      node.putNull("root");
    }
    node.set("order", integers(graph.order()));
    return node;
  }

  /** Positions of one snapshot are flat: x, y, z of node 0, then of node 1, and so on. */
  private static ObjectNode snapshots(RunReport.Snapshots snapshots, int nodes) {
    int limit =
        Math.clamp(MOST_NUMBERS / (3L * Math.max(nodes, 1)), Thinning.HEAD + 1, MOST_SNAPSHOTS);
    int[] kept = Thinning.indicesWith(snapshots.shown(), snapshots.steps().length, limit);
    ObjectNode node = NODES.objectNode();
    node.put("total", snapshots.steps().length);
    node.put("shown", snapshots.steps()[snapshots.shown()]);
    node.set("steps", integers(IntStream.of(kept).map(i -> snapshots.steps()[i]).toArray()));
    ArrayNode coordinates = node.putArray("coordinates");
    for (int i : kept) {
      double[] flat =
          Arrays.stream(snapshots.coordinates()[i]).flatMapToDouble(Arrays::stream).toArray();
      coordinates.add(numbers(flat, SHORT));
    }
    return node;
  }

  private static ObjectNode curves(RunReport.Curves curves) {
    int[] kept = Thinning.indices(curves.steps().length, MOST_POINTS);
    ObjectNode node = NODES.objectNode();
    node.set("steps", integers(IntStream.of(kept).map(i -> curves.steps()[i]).toArray()));
    node.set("memorisation", numbers(pick(curves.memorisation(), kept), LONG));
    node.set("geometric", numbers(pick(curves.geometric(), kept), LONG));
    node.set("loss", numbers(pick(curves.loss(), kept), LONG));
    node.set("top1", numbers(pick(curves.top1(), kept), LONG));
    putOptional(node, "lossFloor", curves.lossFloor());
    putOptional(node, "top1Ceiling", curves.top1Ceiling());
    return node;
  }

  private static ObjectNode spectrum(RunReport.Spectrum spectrum) {
    ObjectNode node = NODES.objectNode();
    node.set("eigenvalues", numbers(clean(spectrum.eigenvalues()), LONG));
    node.set("projections", numbers(spectrum.projections(), LONG));
    ArrayNode energies = node.putArray("energies");
    for (RunReport.Energy energy : spectrum.energies()) {
      double[] values = {energy.eigenvalue(), energy.multiplicity(), energy.share()};
      energies.add(numbers(clean(values), LONG));
    }
    return node;
  }

  private static ArrayNode matrix(double[][] matrix) {
    ArrayNode rows = NODES.arrayNode();
    for (double[] row : matrix) {
      rows.add(numbers(row, SHORT));
    }
    return rows;
  }

  /** Values so small that they are rounding errors become 0. */
  private static double[] clean(double[] values) {
    return DoubleStream.of(values).map(value -> Math.abs(value) < NEGLIGIBLE ? 0 : value).toArray();
  }

  private static double[] pick(double[] values, int[] indices) {
    return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
  }

  private static ArrayNode integers(int[] values) {
    ArrayNode array = NODES.arrayNode();
    for (int value : values) {
      array.add(value);
    }
    return array;
  }

  private static ArrayNode numbers(double[] values, int digits) {
    ArrayNode array = NODES.arrayNode();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        array.addNull();
      } else if (value == Math.rint(value) && Math.abs(value) < 1e6) {
        array.add((int) value);
      } else {
        array.add(round(value, digits));
      }
    }
    return array;
  }

  /** The nearest number with so many significant digits. */
  static double round(double value, int digits) {
    return new BigDecimal(value).round(new MathContext(digits)).doubleValue();
  }

  private static void putOptional(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      node.put(name, round(value.getAsDouble(), LONG));
    } else {
      node.putNull(name);
    }
  }
}
