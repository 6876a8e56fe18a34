package dev.loci.tasks.experiment.study;

import dev.loci.tasks.analysis.Margins;
import dev.loci.tasks.analysis.PrincipalComponents;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.tiny.TinySettings;
import dev.loci.tasks.experiment.tiny.Trained;
import dev.loci.tasks.report.Panels;
import java.util.Objects;

/** One run of a study, with what is said about it. Numbers that are not defined are NaN. */
final class Outcome {
  private final Result result;
  private final Trained trained;

  Outcome(Result result) {
    this.result = result;
    trained = Trained.of(result);
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
    return trained.data().edges().size();
  }

  /** A number of the run's summary. */
  double number(String key) {
    return result.number(key);
  }

  double loss() {
    return number("final_loss");
  }

  double floor() {
    return number("loss_floor");
  }

  double aboveFloor() {
    return loss() - floor();
  }

  double recovery() {
    return number("edge_recovery");
  }

  /** The first measured step from which recovery stays complete. */
  double recoveredAt() {
    return number("recovery_complete_step");
  }

  double level() {
    return number("geometric_level");
  }

  double peakLevel() {
    return number("geometric_level_peak");
  }

  double peakStep() {
    return number("geometric_level_peak_step");
  }

  double zigZag() {
    return number("zigzag");
  }

  double rankCorrelation() {
    return number("spearman_cosine_vs_graph_distance");
  }

  double topEnergy() {
    return 1 - leadingEnergy() - number("outside_energy");
  }

  double leadingEnergy() {
    return number("leading_energy");
  }

  double middleEnergy() {
    return number("outside_energy") - mostNegativeEnergy();
  }

  double mostNegativeEnergy() {
    return number("most_negative_energy");
  }

  double margin() {
    return number("margin");
  }

  double skewedMargin() {
    return number("margin_skewed");
  }

  double effectiveRank() {
    return number("effective_rank");
  }

  double seconds() {
    return number("train_seconds");
  }

  /** A column of what was measured over training. */
  double[] curve(String column) {
    return result.curve(column);
  }

  /** The margin of embeddings and matrix alone, which grows with a power of their scale. */
  double homogeneousMargin() {
    double[][] table = matrix("embedding.weight");
    int[][] edges = trained.data().edges().toPairs();
    if (!isNode2vec()) {
      double[][] weight = Vectors.transposed(matrix("layers.0.weight"));
      return Margins.bilinear(nodeCount(), edges, table, weight).margin();
    }
    return Margins.of(nodeCount(), edges, u -> Vectors.products(table, table[u])).margin();
  }

  /** How many factors of the weights are in each score of that margin. */
  int degree() {
    return isNode2vec() ? 2 : 3;
  }

  /** The squared norm of embeddings and matrix. */
  double squaredNorm() {
    double table = Vectors.squaredNorm(matrix("embedding.weight"));
    return isNode2vec() ? table : table + Vectors.squaredNorm(matrix("layers.0.weight"));
  }

  /** The nodes in the space of their first three principal components. */
  Panels.Panel panel(String caption) {
    return new Panels.Drawing(
        caption, trained.drawing(), PrincipalComponents.fit(embeddings()).leading(embeddings(), 3));
  }

  private boolean isNode2vec() {
    return settings().model().equals("node2vec");
  }

  private double[][] matrix(String name) {
    return Vectors.rows(Objects.requireNonNull(result.model().get(name), name));
  }
}
