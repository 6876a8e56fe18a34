package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.analysis.Node2VecDynamics;
import dev.loci.tasks.graph.DataSet;
import java.util.stream.IntStream;

/** How a tied Node2Vec moved along its graph's eigenvectors, snapshot by snapshot. */
final class Dynamics {
  /** A snapshot takes n^3 time. */
  private static final int MOST_NODES = 100;

  private Dynamics() {}

  /** Whether the matrix C describes the run: Node2Vec, tied, on an undirected graph. */
  static boolean areDefined(TinySettings settings, DataSet data) {
    return settings.model().equals("node2vec")
        && settings.tied()
        && !settings.forwardOnly()
        && data.nodeCount() <= MOST_NODES;
  }

  /** A line per snapshot: the step, {@code |V'e_i|} as v1, v2, ..., and {@code |Ce_i|} as c1. */
  static String csv(DataSet data, History history) {
    int n = data.nodeCount();
    Node2VecDynamics dynamics = Node2VecDynamics.of(n, data.edges().toPairs());
    StringBuilder csv = new StringBuilder("step");
    for (String kind : new String[] {",v", ",c"}) {
      IntStream.rangeClosed(1, n).forEach(i -> csv.append(kind).append(i));
    }
    for (int i = 0; i < history.size(); i++) {
      Node2VecDynamics.Norms norms = dynamics.at(history.embeddings(i));
      csv.append('\n').append(history.step(i));
      for (double[] values : new double[][] {norms.embedding(), norms.coefficients()}) {
        for (double value : values) {
          csv.append(',').append((float) value);
        }
      }
    }
    return csv.append('\n').toString();
  }
}
