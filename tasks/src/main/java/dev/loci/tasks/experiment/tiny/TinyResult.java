package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.analysis.EnergyShares;
import dev.loci.tasks.analysis.GraphDistance;
import dev.loci.tasks.analysis.Similarity;
import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.report.RunReport;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What a complete run {@linkplain TinyExperiment#withoutPage without a page} left. */
public final class TinyResult {
  private final Map<String, double[]> metrics;
  private final RunReport.Graph drawing;
  private final GraphDistance distance;
  private final Spectrum spectrum;
  private final History snapshots;
  private final int leading;

  private TinyResult(TinySettings settings, Map<String, double[]> metrics, SafeTensors snapshots) {
    DataSet data = TinyRun.data(settings);
    int n = data.nodeCount();
    this.metrics = metrics;
    this.snapshots = History.fromTensors(snapshots.tensors(), n, settings.width());
    drawing = drawing(data);
    int[][] edges = data.edges().toPairs();
    distance = GraphDistance.of(n, edges);
    spectrum = Spectrum.of(n, edges);
    leading = 2 + components(distance) - 1;
  }

  /** Reads a run's files. */
  public static TinyResult of(Result result) {
    try {
      return new TinyResult(
          (TinySettings) result.settings(),
          result.metrics(),
          SafeTensors.read(result.folder().file(RunFolder.SNAPSHOTS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The graph of a data set as figures draw it. */
  static RunReport.Graph drawing(DataSet data) {
    var graph = data.graph();
    return new RunReport.Graph(
        graph.nodeCount(), graph.edges().toPairs(), graph.root(), graph.displayOrder());
  }

  /** Each node that no node before it reaches begins one. */
  private static int components(GraphDistance distance) {
    int components = 0;
    for (int v = 0; v < distance.size(); v++) {
      boolean isNew = true;
      for (int u = 0; u < v; u++) {
        isNew &= distance.between(u, v) == GraphDistance.UNREACHABLE;
      }
      components += isNew ? 1 : 0;
    }
    return components;
  }

  public RunReport.Graph drawing() {
    return drawing;
  }

  public Spectrum spectrum() {
    return spectrum;
  }

  /** A column of {@code metrics.csv}. */
  public double[] curve(String name) {
    double[] values = metrics.get(name);
    if (values == null) {
      throw new IllegalArgumentException("there is no curve \"%s\"".formatted(name));
    }
    return values;
  }

  /** The steps of the snapshots, ascending. */
  public int[] snapshotSteps() {
    return snapshots.steps();
  }

  /** The nodes' embeddings in the last snapshot at a step or before it. */
  public double[][] embeddingsAt(int step) {
    return snapshots.embeddings(snapshots.indexOf(step));
  }

  /** Those with which the run ended. */
  public double[][] embeddings() {
    return snapshots.embeddings(snapshots.size() - 1);
  }

  /** The first step at which every edge is recovered, or NaN. */
  public double recoveredStep() {
    return firstStep("edge_recovery", 1);
  }

  /** The first step at which the geometric level is at half of its highest value. */
  public double halfHeightStep() {
    return firstStep("geometric_level", highestLevel() / 2);
  }

  /** The highest geometric level. */
  public double highestLevel() {
    return curve("geometric_level")[peak()];
  }

  /** The step of that. */
  public int peakStep() {
    return (int) curve("step")[peak()];
  }

  private int peak() {
    double[] level = curve("geometric_level");
    int best = 0;
    for (int i = 1; i < level.length; i++) {
      best = level[i] > level[best] ? i : best;
    }
    return best;
  }

  /** The last step, that of the final weights. */
  public int steps() {
    return (int) curve("step")[curve("step").length - 1];
  }

  /** The final share of neighbours that are recovered. */
  public double recovery() {
    double[] recovery = curve("edge_recovery");
    return recovery[recovery.length - 1];
  }

  private double firstStep(String curve, double value) {
    double[] values = curve(curve);
    for (int i = 0; i < values.length; i++) {
      if (values[i] >= value) {
        return curve("step")[i];
      }
    }
    return Double.NaN;
  }

  /** How much closer in angle nodes at distance two are than neighbours: cosine minus cosine. */
  public double zigzag() {
    var means = Similarity.of(embeddings()).pairMeans(distance);
    return means.twoHop() - means.adjacent();
  }

  /** Spearman's correlation of cosine distance with graph distance. */
  public double rankCorrelation() {
    return Similarity.of(embeddings()).rankCorrelation(distance);
  }

  /**
   * Where the final embeddings' energy lies. Two eigenvectors after the first lead, and one more
   * for each further component of the graph, rounded up to whole eigenspaces.
   */
  public EnergyShares energy() {
    return EnergyShares.of(spectrum, embeddings(), leading);
  }

  /**
   * How much more of the energy outside the top eigenspace lies in the leading ones than of vectors
   * drawn at random: 1 for those, more for a geometry.
   */
  public double leadingOverChance(double[][] embeddings) {
    EnergyShares shares = EnergyShares.of(spectrum, embeddings, leading);
    var spaces = spectrum.energies(embeddings);
    int top = spaces.getFirst().multiplicity();
    int dimensions = spectrum.wholeEigenspaces(leading) - (top - 1);
    double chance = (double) dimensions / (spectrum.size() - top);
    return shares.leading() / (1 - shares.top()) / chance;
  }
}
