package dev.loci.tasks.network;

import static java.util.Objects.requireNonNull;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.models.mlp.Mlp;
import dev.loci.models.mlp.MlpConfig;
import dev.loci.nn.Precision;
import dev.loci.optim.AdamW;
import dev.loci.optim.Schedule;
import dev.loci.tasks.analysis.EdgeRecovery;
import dev.loci.tasks.analysis.Margins;
import dev.loci.tasks.analysis.Similarity;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.graph.Batch;
import dev.loci.tasks.graph.Cycle;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.DataSetBuilder;
import dev.loci.tasks.graph.DataSetOptions;
import dev.loci.tasks.graph.GraphFamily;
import dev.loci.tasks.graph.Grid;
import dev.loci.tasks.graph.Irregular;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tasks.graph.SequenceOptions;
import dev.loci.tasks.graph.Star;
import dev.loci.tensor.Tensor;
import dev.loci.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A network in training on a tiny graph, by the recipe of the reference's notebooks. */
final class NetworkRun {
  private static final int SEED = 7;
  private static final int PATH_LENGTH = 5;

  /** Edge recovery looks at this many best guesses at most. */
  private static final int TOP = 5;

  private final int nodes;
  private final int[][] edges;
  private final Tensor tokens; // (B, 2): the edge token and a source
  private final Tensor labels; // (B)
  private final Tensor ends; // (B): where a target is to come
  private final Tensor sources; // (n, 2): each node as a source
  private final Tensor sourceEnds; // (n)
  private final Mlp model;

  /** A model of the given kind with the reference's weights to start from. */
  NetworkRun(String graph, String kind, int width) {
    GraphFamily family =
        switch (graph) {
          case "star" -> Star.of(4, 1, PATH_LENGTH);
          case "grid" -> new Grid(4, 4, PATH_LENGTH);
          case "cycle" -> new Cycle(15, PATH_LENGTH);
          default -> new Irregular(PATH_LENGTH);
        };
    DataSet data =
        DataSetBuilder.sample(
            DataSetOptions.of(family, Path.of("")).withRandomSeed(SEED), /* selfEdges= */ false);
    SequenceEncoder encoder = SequenceEncoder.of(data, SequenceOptions.DEFAULT);
    Batch batch = Batch.of(encoder.edges(data.edges()), encoder.vocabulary().pad());
    nodes = data.nodeCount();
    edges = data.edges().toPairs();
    tokens = Tensor.wrap(batch.inputs(), batch.size(), batch.length());
    int[] positions = batch.labelledPositions();
    ends = Tensor.wrap(positions);
    labels = Tensor.wrap(IntStream.of(positions).map(i -> batch.labels()[i]).toArray());
    int[] prefixes =
        IntStream.range(0, nodes).flatMap(u -> IntStream.of(encoder.edgePrefix(u))).toArray();
    int length = prefixes.length / nodes;
    sources = Tensor.wrap(prefixes, nodes, length);
    sourceEnds = Tensor.arange(nodes).mul(length).add(length - 1);
    model = new Mlp(config(kind, encoder.vocabulary().size(), width));
    GptInitializer.framework(SEED, 0.02).initialize(model);
  }

  private static MlpConfig config(String kind, int vocabulary, int width) {
    return switch (kind) {
      case "network" -> MlpConfig.linear(vocabulary, width);
      case "associative" -> MlpConfig.associative(vocabulary, width);
      case "associative-positions" ->
          MlpConfig.associative(vocabulary, width)
              .withPositions(SequenceEncoder.blockSize(PATH_LENGTH));
      case "relu" -> MlpConfig.relu(vocabulary, width, width);
      case "identity" -> MlpConfig.linear(vocabulary, width);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  Mlp model() {
    return model;
  }

  void train(Precision precision, Schedule schedule, int steps, double weightDecay) {
    model.setPrecision(precision);
    AdamW optimizer = new AdamW(model.parameters(), weightDecay);
    Trainer.replaying(optimizer, schedule, step -> {}, this::loss)
        .run(0, steps, (step, loss, rate) -> {});
  }

  private Variable loss(Tape tape) {
    Variable logits = model.forward(tape, tokens, ends, null);
    return model.precision().crossEntropy(logits, labels);
  }

  /** The mean cross-entropy of the edges in the precision of the training. */
  double loss() {
    return loss(Tape.inference()).tensor().item();
  }

  double geometricLevel() {
    double[][] all = embeddings();
    return Similarity.of(Arrays.copyOf(all, nodes)).geometricLevel(edges);
  }

  /** The share of neighbours among the best guesses. */
  double recovery() {
    double[][] logits = logits();
    return EdgeRecovery.of(nodes, u -> logits[u]).perSource(edges, TOP);
  }

  /** Of the model itself. */
  Margins margins() {
    double[][] logits = logits();
    return Margins.of(nodes, edges, u -> logits[u]);
  }

  /** Those that the reference calls original. */
  Margins originalMargins() {
    return Margins.bilinear(nodes, edges, embeddings(), weight());
  }

  Margins skewedMargins() {
    double[][] embeddings = embeddings();
    return Margins.bilinear(nodes, edges, embeddings, Margins.skewed(embeddings, weight()));
  }

  /** Of all nodes as sources. */
  private double[][] logits() {
    return Vectors.rows(model.forward(Tape.inference(), sources, sourceEnds, null).tensor());
  }

  private double[][] embeddings() {
    return Vectors.rows(model.embedding().value());
  }

  private double[][] weight() {
    return Vectors.rows(requireNonNull(model.state().get("layers.0.weight")));
  }
}
