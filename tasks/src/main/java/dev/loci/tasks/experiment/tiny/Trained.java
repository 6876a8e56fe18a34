package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.report.RunReport;

/**
 * What a complete run of a {@link TinyExperiment} left: the graph, and a vector for each node.
 *
 * @param embeddings n x D
 */
public record Trained(TinySettings settings, DataSet data, double[][] embeddings) {
  /** The graph as figures draw it. */
  public RunReport.Graph drawing() {
    return TinyResult.drawing(data);
  }

  /** Reads the weights from a run's folder. */
  public static Trained of(Result result) {
    TinySettings settings = (TinySettings) result.settings();
    DataSet data = TinyGraphs.dataSet(settings);
    EdgeLearner learner = EdgeLearner.of(settings, data);
    learner.model().load(result.model());
    return new Trained(settings, data, learner.embeddings());
  }
}
