package dev.loci.tasks.experiment.pathstar;

import dev.loci.autograd.Tape;
import dev.loci.models.Generation;
import dev.loci.models.SequenceModel;
import dev.loci.tasks.analysis.EdgeRecovery;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.Graph;
import dev.loci.tasks.graph.PathTarget;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Asks a model about edges and paths. Nothing that it finds goes back into the training. */
final class Evaluation {
  static final int MOST_LOGITS = 1 << 24;

  /** During training so many sources and so many training paths stand for all. */
  private static final int SAMPLE = 1000;

  private final DataSet data;
  private final SequenceEncoder encoder;
  private final PathTarget target;
  private final Graph graph;
  private final int firstHop;
  private final boolean isStar;
  private final int[][] allPaths;
  private final boolean teacherless;
  private final int[][] edges;
  private final int[][] sampledEdges;

  Evaluation(DataSet data, SequenceEncoder encoder, PathStarSettings settings) {
    this.data = data;
    this.encoder = encoder;
    isStar = settings.isStar();
    allPaths = Stream.of(data.train(), data.test()).flatMap(Arrays::stream).toArray(int[][]::new);
    this.teacherless = settings.teacherless();
    target = settings.target();
    graph = data.graph();
    firstHop =
        switch (target) {
          case FULL -> 1;
          case REVERSED -> settings.pathLength() - 2;
          case HARDEST_TOKEN -> 0;
        };
    edges = data.edges().toPairs();
    int every = Math.max(1, data.nodeCount() / SAMPLE);
    sampledEdges = Arrays.stream(edges).filter(edge -> edge[0] % every == 0).toArray(int[][]::new);
  }

  /** The number of tokens that are asked about a path. */
  int targets() {
    return encoder.pathTargets(data.train()[0]).length;
  }

  /** What the model knows during training, from samples of the edges and of the training paths. */
  Measurement sample(SequenceModel model) {
    int[][] train = Arrays.copyOf(data.train(), Math.min(SAMPLE, data.train().length));
    return measure(model, sampledEdges, train);
  }

  /** What the model knows, from all edges and paths. */
  Measurement full(SequenceModel model) {
    return measure(model, edges, data.train());
  }

  private Measurement measure(SequenceModel model, int[][] someEdges, int[][] train) {
    int[][] aboutTrain = said(model, train);
    int[][] aboutTest = said(model, data.test());
    double[] tokens = tokensRight(data.test(), aboutTest);
    return new Measurement(
        recovery(model, someEdges),
        share(train, aboutTrain, this::isExact),
        share(data.test(), aboutTest, this::isExact),
        tokens[firstHop],
        target == PathTarget.HARDEST_TOKEN ? null : share(data.test(), aboutTest, this::isLegal),
        isStar
            ? new PathGeometry(model.embedding().value()).nearestFirstHop(data.test(), allPaths)
            : null,
        tokens);
  }

  /** The share of paths about which something holds for what is said. */
  private static double share(int[][] paths, int[][] said, BiPredicate<int[], int[]> holds) {
    long right =
        IntStream.range(0, paths.length).filter(i -> holds.test(paths[i], said[i])).count();
    return (double) right / paths.length;
  }

  private boolean isExact(int[] path, int[] said) {
    return Arrays.equals(said, encoder.pathTargets(path));
  }

  /** Whether a walk along edges is said, in whatever direction, with the ends of the path. */
  private boolean isLegal(int[] path, int[] said) {
    int[] asked = encoder.pathTargets(path);
    int last = said.length - 1;
    return said[0] == asked[0]
        && said[last] == asked[last]
        && IntStream.range(0, last)
            .allMatch(i -> said[i + 1] < data.nodeCount() && graph.hasEdge(said[i], said[i + 1]));
  }

  /** The share of paths whose i-th token is right, for each i. */
  private double[] tokensRight(int[][] paths, int[][] said) {
    int[] right = new int[targets()];
    for (int i = 0; i < paths.length; i++) {
      int[] asked = encoder.pathTargets(paths[i]);
      for (int t = 0; t < right.length; t++) {
        right[t] += said[i][t] == asked[t] ? 1 : 0;
      }
    }
    return Arrays.stream(right).mapToDouble(hits -> (double) hits / paths.length).toArray();
  }

  /** The tokens that the model says about paths, the most likely one each time. */
  private int[][] said(SequenceModel model, int[][] paths) {
    int[][] prefixes = Arrays.stream(paths).map(encoder::pathPrefix).toArray(int[][]::new);
    int[][] said = new int[paths.length][];
    int chunk = chunk(targets());
    for (int from = 0; from < paths.length; from += chunk) {
      int[][] some = Arrays.copyOfRange(prefixes, from, Math.min(from + chunk, paths.length));
      Tensor answers =
          teacherless ? allAtOnce(model, some) : Generation.greedy(model, tokens(some), targets());
      for (int i = 0; i < some.length; i++) {
        said[from + i] = answers.select(0, i).toIntArray();
      }
    }
    return said;
  }

  /** The answers of a model that reads fillers in their place. */
  private Tensor allAtOnce(SequenceModel model, int[][] prefixes) {
    int given = prefixes[0].length;
    int length = given + targets() - 1;
    int[][] filled = new int[prefixes.length][];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = Arrays.copyOf(prefixes[i], length);
      Arrays.fill(filled[i], given, length, encoder.vocabulary().filler());
    }
    Tensor asked =
        Tensor.wrap(
            IntStream.range(0, filled.length * targets())
                .map(i -> i / targets() * length + given - 1 + i % targets())
                .toArray());
    return model
        .forward(Tape.inference(), tokens(filled), asked, null)
        .argmax(1)
        .tensor()
        .reshape(filled.length, targets());
  }

  private static Tensor tokens(int[][] sequences) {
    return Tensor.wrap(
        Arrays.stream(sequences).flatMapToInt(IntStream::of).toArray(),
        sequences.length,
        sequences[0].length);
  }

  /** How many sequences of so many labels each are taken at once. */
  private int chunk(int labels) {
    return Math.max(1, MOST_LOGITS / encoder.vocabulary().size() / labels);
  }

  /** Mean share of a source's targets among as many best guesses; the root too is asked for all. */
  private double recovery(SequenceModel model, int[][] someEdges) {
    int[] sources =
        Arrays.stream(someEdges).mapToInt(edge -> edge[0]).sorted().distinct().toArray();
    Scores scores = new Scores(model, sources);
    return EdgeRecovery.of(data.nodeCount(), scores::row).perSource(someEdges, data.nodeCount());
  }

  /** The logits of some sources, computed many at a time as they are asked for in order. */
  private final class Scores {
    private final SequenceModel model;
    private final int[] sources;
    private final int chunk;
    private int from;
    private float[] logits = {};

    Scores(SequenceModel model, int[] sources) {
      this.model = model;
      this.sources = sources;
      chunk = chunk(1);
    }

    double[] row(int source) {
      int index = Arrays.binarySearch(sources, source);
      int width = encoder.vocabulary().size();
      if (index < from || index >= from + logits.length / width) {
        compute(index);
      }
      double[] row = new double[width];
      for (int i = 0; i < width; i++) {
        row[i] = logits[(index - from) * width + i];
      }
      return row;
    }

    private void compute(int first) {
      from = first;
      int n = Math.min(chunk, sources.length - first);
      int[][] prefixes =
          IntStream.range(first, first + n)
              .mapToObj(i -> encoder.edgePrefix(sources[i]))
              .toArray(int[][]::new);
      int length = prefixes[0].length;
      Tensor ends = Tensor.wrap(IntStream.range(1, n + 1).map(i -> i * length - 1).toArray());
      logits =
          model.forward(Tape.inference(), tokens(prefixes), ends, null).tensor().toFloatArray();
    }
  }
}
