package dev.loci.tasks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A made-up run that looks like a real one: a path-star of 17 nodes whose embeddings go from random
 * to rays. {@link #main} writes it for looking at.
 */
final class SampleReport {
  private static final int ARMS = 4;
  private static final int HOPS = 4;
  static final int NODES = 1 + ARMS * HOPS;
  static final int STEPS = 500;
  private static final int[] IDS = {3, 2, 13, 14, 7, 9, 15, 12, 5, 11, 8, 1, 0, 16, 6, 4, 10};

  private SampleReport() {}

  public static void main(String[] arguments) throws Exception {
    star().write(Path.of(arguments[0]));
  }

  static RunReport star() {
    return titled("Path-star, transformer");
  }

  static RunReport titled(String title) {
    int[][] edges = edges();
    double[][][] coordinates = coordinates();
    double[][] adjacency = new double[NODES][NODES];
    for (int[] edge : edges) {
      adjacency[edge[0]][edge[1]] = 1;
      adjacency[edge[1]][edge[0]] = 1;
    }
    return new RunReport(
        title,
        "A one-layer transformer of width 32 memorised the 32 directed edges of a path-star with 17 nodes (4 arms, 5 nodes per"
            + " path) in 500 full-batch steps.",
        new RunReport.Graph(NODES, edges, OptionalInt.of(IDS[0]), IDS.clone()),
        new RunReport.Snapshots(IntStream.range(0, STEPS).toArray(), coordinates, STEPS - 1),
        curves(),
        new RunReport.Similarity(STEPS - 1, cosines(coordinates[STEPS - 1]), adjacency),
        spectrum(),
        table(),
        config(),
        provenance(),
        List.of(
            "The loss floor is the entropy of a uniform guess among a node's neighbours.",
            "Step s shows the parameters before update s."));
  }

  /** The root's id comes first, then each arm from the root outwards. */
  private static int[][] edges() {
    List<int[]> edges = new ArrayList<>();
    for (int arm = 0; arm < ARMS; arm++) {
      int before = IDS[0];
      for (int hop = 0; hop < HOPS; hop++) {
        int node = IDS[1 + arm * HOPS + hop];
        edges.add(new int[] {before, node});
        before = node;
      }
    }
    return edges.toArray(int[][]::new);
  }

  private static double[][][] coordinates() {
    SplittableRandom random = new SplittableRandom(7);
    double[][] start = new double[NODES][3];
    double[][] end = new double[NODES][3];
    double[][] directions = {{1, 1, 0.9}, {-1, -0.9, 1}, {-1.1, 1, -0.8}, {1, -1, -1.1}};
    for (int position = 0; position < NODES; position++) {
      int node = IDS[position];
      double radius = position == 0 ? 0 : 0.35 + 0.32 * ((position - 1) % HOPS);
      double[] direction = directions[Math.max(0, position - 1) / HOPS];
      for (int axis = 0; axis < 3; axis++) {
        start[node][axis] = 0.3 * random.nextGaussian();
        end[node][axis] = radius * direction[axis] + 0.09 * random.nextGaussian();
      }
    }
    double[][][] coordinates = new double[STEPS][NODES][3];
    for (int step = 0; step < STEPS; step++) {
      double t = rise(step, 70, 22);
      for (int node = 0; node < NODES; node++) {
        for (int axis = 0; axis < 3; axis++) {
          coordinates[step][node][axis] = (1 - t) * start[node][axis] + t * end[node][axis];
        }
      }
    }
    return coordinates;
  }

  private static RunReport.Curves curves() {
    SplittableRandom random = new SplittableRandom(11);
    double[] memorisation = new double[STEPS];
    double[] geometric = new double[STEPS];
    double[] loss = new double[STEPS];
    double[] top1 = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      memorisation[step] =
          Math.min(
              100,
              14 + 51 * rise(step, 25, 5) + 36 * rise(step, 110, 8) + random.nextGaussian() * 0.4);
      geometric[step] =
          0.05
              + 0.85 * rise(step, 8, 2)
              - 0.56 * rise(step, 145, 16)
              + random.nextGaussian() * 0.004;
      loss[step] = 0.6956 + 2.3 * StrictMath.exp(-step / 22.0) + 0.35 * (1 - rise(step, 120, 14));
      top1[step] = Math.min(53.125, 6 + 30 * rise(step, 30, 6) + 18 * rise(step, 115, 8));
    }
    int[] steps = IntStream.range(0, STEPS).toArray();
    return new RunReport.Curves(
        steps,
        memorisation,
        geometric,
        loss,
        OptionalDouble.of(0.6931),
        top1,
        OptionalDouble.of(53.125));
  }

  private static double rise(double step, double centre, double width) {
    return 1 / (1 + StrictMath.exp((centre - step) / width));
  }

  private static double[][] cosines(double[][] points) {
    double[][] cosines = new double[NODES][NODES];
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < NODES; j++) {
        cosines[i][j] =
            dot(points[i], points[j])
                / Math.sqrt(dot(points[i], points[i]) * dot(points[j], points[j]));
      }
    }
    return cosines;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static RunReport.Spectrum spectrum() {
    double[] eigenvalues = {
      1, 1, 1, .787, .413, .413, .413, 0, -.413, -.413, -.413, -.787, -1, -1, -1, -1.082
    };
    double[] projections = {
      1, .99, .96, .81, .21, .2, .19, .12, .13, .11, .1, .14, .48, .46, .45, .92
    };
    return new RunReport.Spectrum(
        eigenvalues,
        projections,
        List.of(
            new RunReport.Energy(2.062, 1, .064),
            new RunReport.Energy(1.905, 3, .486),
            new RunReport.Energy(1.5, 1, .128),
            new RunReport.Energy(.787, 3, .032),
            new RunReport.Energy(0, 1, .012),
            new RunReport.Energy(-.787, 3, .009),
            new RunReport.Energy(-1.5, 1, .006),
            new RunReport.Energy(-1.905, 3, .115),
            new RunReport.Energy(-2.062, 1, .148)));
  }

  private static List<RunReport.Row> table() {
    return List.of(
        new RunReport.Row(
            "Final loss", "0.6949", "0.6956", "float32; the reference ran under bfloat16"),
        new RunReport.Row("Neighbours recovered", "100 %", "100 %", ""),
        new RunReport.Row("Top-1 accuracy", "53.12 %", "53.12 %", "at the ceiling"),
        new RunReport.Row(
            "Geometric level", "0.340", "0.333", "mean cosine of neighbours at the end"),
        new RunReport.Row("Cosine across arms", "-0.25", "-.3 to 1e-7", "full-batch, path-4"),
        new RunReport.Row("Step of first full recovery", "108", "about 135", "read from a figure"));
  }

  private static Map<String, String> config() {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("model", "transformer, 1 layer, 1 head, width 32");
    config.put("optimiser", "AdamW, learning rate 0.01, cosine");
    config.put("steps", "500");
    config.put("seed", "7");
    return config;
  }

  private static Map<String, String> provenance() {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("code", "0.1.0");
    provenance.put("java", "25.0.3+9");
    provenance.put("threads", "2");
    provenance.put("kernels", "simd, 512-bit");
    return provenance;
  }

  /** The same run with another snapshot shown first. */
  static RunReport showing(int shown) {
    RunReport whole = star();
    return new RunReport(
        whole.title(),
        whole.summary(),
        whole.graph(),
        new RunReport.Snapshots(whole.snapshots().steps(), whole.snapshots().coordinates(), shown),
        whole.curves(),
        whole.similarity(),
        whole.spectrum(),
        whole.table(),
        whole.config(),
        whole.provenance(),
        whole.notes());
  }

  /** The same run with gaps: NaN in every curve and matrix. */
  static RunReport withGaps() {
    RunReport whole = star();
    RunReport.Curves curves = whole.curves();
    for (double[] curve : List.of(curves.memorisation(), curves.loss(), curves.top1())) {
      Arrays.fill(curve, 100, 140, Double.NaN);
    }
    Arrays.fill(curves.geometric(), Double.NaN);
    Objects.requireNonNull(whole.similarity()).cosines()[2][3] = Double.NaN;
    return whole;
  }
}
