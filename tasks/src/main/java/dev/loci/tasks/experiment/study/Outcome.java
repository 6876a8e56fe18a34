package dev.loci.tasks.experiment.study;

import dev.loci.tasks.analysis.EmbeddingMetrics;
import dev.loci.tasks.analysis.EnergyShares;
import dev.loci.tasks.analysis.GraphDistance;
import dev.loci.tasks.analysis.Margins;
import dev.loci.tasks.analysis.PrincipalComponents;
import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.tiny.TinySettings;
import dev.loci.tasks.experiment.tiny.Trained;
import dev.loci.tasks.graph.Graph;
import dev.loci.tasks.report.Panels;
import dev.loci.tasks.report.RunReport;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** One run of a study, with what is said about it. Numbers that are not defined are NaN. */
final class Outcome {
  private final Result result;
  private final Trained trained;
  private final int[][] edges;
  private final EmbeddingMetrics metrics;
  private final EnergyShares energies;

  Outcome(Result result) {
    this.result = result;
    trained = Trained.of(result);
    edges = trained.data().edges().toPairs();
    int n = trained.data().nodeCount();
    metrics = EmbeddingMetrics.of(trained.embeddings(), GraphDistance.of(n, edges));
    energies = EnergyShares.of(Spectrum.of(n, edges), trained.embeddings(), leading());
  }

  /** The eigenvectors that draw the graph: one per arm but one, or those of a plane. */
  private int leading() {
    return switch (settings().graph()) {
      case "star" -> Math.max(1, settings().degree() - 1);
      case "irregular" -> 3; // it has two components
      default -> 2;
    };
  }

  String name() {
    return result.name();
  }

  TinySettings settings() {
    return trained.settings();
  }

  double[][] embeddings() {
    return trained.embeddings();
  }

  int nodeCount() {
    return trained.data().nodeCount();
  }

  int edgeCount() {
    return edges.length;
  }

  double loss() {
    return result.number("final_loss");
  }

  double aboveFloor() {
    return loss() - result.number("loss_floor");
  }

  double floor() {
    return result.number("loss_floor");
  }

  double recovery() {
    return result.number("edge_recovery");
  }

  double level() {
    return result.number("geometric_level");
  }

  double peakLevel() {
    return result.number("geometric_level_peak");
  }

  double peakStep() {
    return result.number("geometric_level_peak_step");
  }

  double seconds() {
    return result.number("train_seconds");
  }

  EmbeddingMetrics metrics() {
    return metrics;
  }

  double zigZag() {
    return metrics.cosines().zigZag();
  }

  EnergyShares energies() {
    return energies;
  }

  Map<String, double[]> curves() {
    return result.metrics();
  }

  /** The first measured step from which recovery stays complete. */
  double recoveredAt() {
    Map<String, double[]> curves = result.metrics();
    double[] recovery = curves.get("edge_recovery");
    int first = recovery.length;
    while (first > 0 && recovery[first - 1] == 1) {
      first--;
    }
    return first == recovery.length ? Double.NaN : curves.get("step")[first];
  }

  /** The model's own mean margin, as far as it is a form in the embeddings of two nodes. */
  double margin() {
    if (isNode2vec()) {
      return pairMargin();
    }
    return isLinear()
        ? Margins.bilinear(nodeCount(), edges, table(), transposed(weight()), bias()).margin()
        : Double.NaN;
  }

  /** The margin that the reference calls geometric. */
  double skewedMargin() {
    return isLinear()
        ? Margins.bilinear(nodeCount(), edges, table(), Margins.skewed(table(), weight())).margin()
        : Double.NaN;
  }

  /** The margin of embeddings and matrix alone, which grows with a power of their scale. */
  double homogeneousMargin() {
    if (isNode2vec()) {
      return pairMargin();
    }
    return isLinear()
        ? Margins.bilinear(nodeCount(), edges, table(), transposed(weight())).margin()
        : Double.NaN;
  }

  /** How many factors of the weights are in each score of that margin. */
  int degree() {
    return isNode2vec() ? 2 : 3;
  }

  /** The squared norm of embeddings and matrix. */
  double squaredNorm() {
    return squares(table()) + (isLinear() ? squares(weight()) : 0);
  }

  /** The nodes in the space of their first three principal components. */
  Panels.Panel panel(String caption) {
    Graph graph = trained.data().graph();
    PrincipalComponents components = PrincipalComponents.fit(embeddings());
    int axes = Math.min(3, components.count());
    double[][] positions =
        Arrays.stream(components.project(embeddings(), axes))
            .map(row -> Arrays.copyOf(row, 3))
            .toArray(double[][]::new);
    RunReport.Graph drawn =
        new RunReport.Graph(
            graph.nodeCount(), graph.edges().toPairs(), graph.root(), graph.displayOrder());
    return new Panels.Panel(caption, drawn, positions);
  }

  private boolean isNode2vec() {
    return settings().model().equals("node2vec") && settings().tied();
  }

  /** Whether scores are {@code e_v (W e_u + b)} and nothing else. */
  private boolean isLinear() {
    TinySettings s = settings();
    return s.model().equals("network") && s.tied() && s.hidden().isBlank() && !s.positions();
  }

  private double pairMargin() {
    double[][] rows = embeddings();
    double[][] identity = new double[rows[0].length][rows[0].length];
    for (int i = 0; i < identity.length; i++) {
      identity[i][i] = 1;
    }
    return Margins.bilinear(nodeCount(), edges, rows, identity).margin();
  }

  private double[][] table() {
    return matrix("embedding.weight");
  }

  private double[][] weight() {
    return matrix("layers.0.weight");
  }

  private double[] bias() {
    return result.model().get("layers.0.bias").toDoubleArray();
  }

  private double[][] matrix(String name) {
    Tensor tensor = result.model().get(name);
    double[][] rows = new double[tensor.shape().dim(0)][];
    Arrays.setAll(rows, i -> tensor.select(0, i).toDoubleArray());
    return rows;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  private static double squares(double[][] matrix) {
    return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(x -> x * x).sum();
  }
}
