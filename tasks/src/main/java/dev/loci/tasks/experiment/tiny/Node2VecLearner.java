package dev.loci.tasks.experiment.tiny;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.node2vec.NeighbourLists;
import dev.loci.models.node2vec.Node2Vec;
import dev.loci.models.node2vec.Node2VecConfig;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.optim.Optimizer;
import dev.loci.optim.Sgd;
import dev.loci.tasks.analysis.EdgeRecovery;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Edges as neighbours that a node's vector must find, all nodes in one step. */
final class Node2VecLearner extends EdgeLearner {
  /** The reference looks at this many best guesses, whatever the degree. */
  private static final int TOP = 5;

  private final Node2Vec model;
  private final Optimizer optimizer;
  private final NeighbourLists graph;
  private final boolean hasSelfEdges;

  Node2VecLearner(TinySettings settings, DataSet data) {
    super(data);
    int n = data.nodeCount();
    model = new Node2Vec(new Node2VecConfig(n, settings.width(), settings.tied()));
    TinyModels.initialize(settings, model);
    optimizer = new Sgd(model.parameters());
    graph =
        settings.forwardOnly()
            ? NeighbourLists.directed(n, edges())
            : NeighbourLists.of(n, edges());
    hasSelfEdges = Arrays.stream(edges()).anyMatch(edge -> edge[0] == edge[1]);
  }

  @Override
  Module model() {
    return model;
  }

  @Override
  Parameter embedding() {
    return model.embedding();
  }

  @Override
  Optimizer optimizer() {
    return optimizer;
  }

  /** The sum over nodes. */
  @Override
  Variable loss(Tape tape, @Nullable RandomStream dropout) {
    return model.loss(tape, graph);
  }

  @Override
  double mean(double minimised) {
    return minimised / graph.size();
  }

  /** The mean entropy over nodes; where a node counts as its own guess it is out of reach. */
  @Override
  double lossFloor() {
    double sum = 0;
    for (int u = 0; u < graph.size(); u++) {
      sum += StrictMath.log(Math.max(1, graph.degree(u)));
    }
    return sum / graph.size();
  }

  @Override
  double[][] scores() {
    return Vectors.rows(model.forward(Tape.inference()).tensor()); // (n, n)
  }

  /**
   * A node is no guess for itself, unless it may be. Where some node has more neighbours than the
   * reference looks at guesses, there are as many guesses as neighbours for each node.
   */
  @Override
  Recovered recovered(double[][] scores) {
    EdgeRecovery all = EdgeRecovery.of(scores);
    EdgeRecovery judged = hasSelfEdges ? all : all.withoutDiagonal();
    int most = IntStream.range(0, graph.size()).map(graph::degree).max().orElse(0);
    double neighbours =
        most <= TOP ? judged.perEdge(edges(), TOP) : judged.perSource(edges(), graph.size());
    return new Recovered(judged.topOne(edges()), neighbours);
  }
}
