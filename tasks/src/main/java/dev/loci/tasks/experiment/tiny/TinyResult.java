package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.analysis.EnergyShares;
import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.Graph;
import dev.loci.tasks.report.RunReport;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a complete run of a {@link TinyExperiment} left, with the snapshots of its embeddings. */
public final class TinyResult {
  private final Result result;
  private final RunReport.Graph drawing;
  private final Spectrum spectrum;
  private final History snapshots;

  private TinyResult(Result result, SafeTensors snapshots) {
    TinySettings settings = (TinySettings) result.settings();
    DataSet data = TinyGraphs.dataSet(settings);
    int n = data.nodeCount();
    this.result = result;
    this.snapshots = History.fromTensors(snapshots.tensors(), n, settings.width());
    drawing = drawing(data);
    spectrum = Spectrum.of(n, data.edges().toPairs());
  }

  /** Reads a run's files. */
  public static TinyResult of(Result result) {
    try {
      return new TinyResult(result, SafeTensors.read(result.folder().file(RunFolder.SNAPSHOTS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The graph of a data set as figures draw it. */
  static RunReport.Graph drawing(DataSet data) {
    Graph graph = data.graph();
    return new RunReport.Graph(
        graph.nodeCount(), graph.edges().toPairs(), graph.root(), graph.displayOrder());
  }

  /** The run itself. */
  public Result result() {
    return result;
  }

  public RunReport.Graph drawing() {
    return drawing;
  }

  public Spectrum spectrum() {
    return spectrum;
  }

  /** A number of {@code summary.json}; NaN where that has null. */
  public double number(String name) {
    return result.number(name);
  }

  /** A column of {@code metrics.csv}. */
  public double[] curve(String name) {
    return result.curve(name);
  }

  /** The nodes' embeddings in the last snapshot at a step or before it. */
  public double[][] embeddingsAt(double step) {
    return snapshots.embeddings(snapshots.indexOf((int) step));
  }

  /** The nodes' embeddings with which the run ended. */
  public double[][] embeddings() {
    return snapshots.embeddings(snapshots.size() - 1);
  }

  /** The first measured step at which every edge is recovered, or NaN. */
  public double recoveredStep() {
    return firstStep("edge_recovery", 1);
  }

  /** The first measured step at which the geometric level is at half of its highest value. */
  public double halfHeightStep() {
    return firstStep("geometric_level", number("geometric_level_peak") / 2);
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

  /**
   * How much more of the energy outside the top eigenspace lies in those that draw the graph than
   * of vectors drawn at random: 1 for those, more for a geometry.
   */
  public double leadingOverChance(double[][] embeddings) {
    EnergyShares shares = EnergyShares.of(spectrum, embeddings, GeometryReport.DRAWN);
    int top = spectrum.energies(embeddings).getFirst().multiplicity();
    int leading = spectrum.wholeEigenspaces(GeometryReport.DRAWN) - (top - 1);
    double chance = (double) leading / (spectrum.size() - top);
    return shares.leading() / (1 - shares.top()) / chance;
  }
}
