package dev.loci.tasks.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns the edges and paths of a data set into sequences: a prefix, which is given, and targets,
 * which are asked. The input is all tokens but the last.
 */
public final class SequenceEncoder {
  private static final int MIN_BLOCK = 64;

  private final Vocabulary vocabulary;
  private final boolean startNodeInPrefix;
  private final SequenceOptions options;

  /**
   * Creates an encoder.
   *
   * @param startNodeInPrefix whether a path's prefix begins with its first node
   */
  public SequenceEncoder(
      Vocabulary vocabulary, boolean startNodeInPrefix, SequenceOptions options) {
    this.vocabulary = vocabulary;
    this.startNodeInPrefix = startNodeInPrefix;
    this.options = options;
  }

  /** Returns the encoder of a data set, which decides the nodes and the form of the prefixes. */
  public static SequenceEncoder of(DataSet dataSet, SequenceOptions options) {
    return new SequenceEncoder(
        new Vocabulary(dataSet.nodeCount()), dataSet.startNodeInPrefix(), options);
  }

  /** Returns the number of positions that models provide for paths of a length. */
  public static int blockSize(int pathLength) {
    return Math.max(MIN_BLOCK, 3 * pathLength);
  }

  /** Returns the tokens. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Returns what is given before the target of an edge from this node. */
  public int[] edgePrefix(int source) {
    int[] prefix = {vocabulary.edge(), source, vocabulary.pause()};
    return Arrays.copyOfRange(
        prefix,
        options.excludeTaskTokenInPrefix() ? 1 : 0,
        options.edgeMemorizationIncludePauseToken() ? 3 : 2);
  }

  /** Returns what is given before the targets of a path. */
  public int[] pathPrefix(int[] path) {
    int[] prefix = new int[3 + options.pathPrefixPauseTokenCount()];
    int n = 0;
    if (!options.excludeTaskTokenInPrefix()) {
      prefix[n++] = vocabulary.path();
    }
    if (startNodeInPrefix) {
      prefix[n++] = path[0];
    }
    prefix[n++] = path[path.length - 1];
    int end = n + options.pathPrefixPauseTokenCount();
    Arrays.fill(prefix, n, end, vocabulary.pause());
    return Arrays.copyOf(prefix, end);
  }

  /** Returns what is given before the targets of a star in context: its edges, root and leaf. */
  public int[] contextPrefix(ContextStar.Example example) {
    int[][] edges = example.edges();
    int[] prefix = new int[3 * edges.length + 2 + options.pathPrefixPauseTokenCount()];
    Arrays.fill(prefix, vocabulary.pause());
    int n = 0;
    for (int[] edge : edges) {
      prefix[n++] = edge[0];
      prefix[n++] = edge[1];
      prefix[n++] = vocabulary.bar();
    }
    prefix[n - 1] = vocabulary.slash();
    prefix[n++] = example.path()[0];
    prefix[n] = example.path()[example.path().length - 1];
    return prefix;
  }

  /** Returns the example of a star in context. */
  public Sequence context(ContextStar.Example example) {
    return sequence(contextPrefix(example), pathTargets(example.path()));
  }

  /** Returns the tokens that are asked about a path, in order. */
  public int[] pathTargets(int[] path) {
    return switch (options.pathTarget()) {
      case FULL -> path;
      case REVERSED ->
          IntStream.range(0, path.length).map(i -> path[path.length - 1 - i]).toArray();
      case HARDEST_TOKEN -> new int[] {path[1]};
    };
  }

  /** Returns the example of an edge. */
  public Sequence edge(int source, int target) {
    return sequence(edgePrefix(source), target);
  }

  /** Returns the example of a path. */
  public Sequence path(int[] path) {
    return sequence(pathPrefix(path), pathTargets(path));
  }

  /** Returns the examples of edges, in order. */
  public List<Sequence> edges(EdgeList edges) {
    return IntStream.range(0, edges.size())
        .mapToObj(i -> edge(edges.source(i), edges.target(i)))
        .toList();
  }

  /** Returns the examples of paths, in order. */
  public List<Sequence> paths(int[][] paths) {
    return Arrays.stream(paths).map(this::path).toList();
  }

  private Sequence sequence(int[] prefix, int... targets) {
    int masked = prefix.length - 1;
    int[] input = Arrays.copyOf(prefix, masked + targets.length);
    int[] labels = new int[input.length];
    Arrays.fill(labels, 0, masked, Sequence.IGNORE);
    System.arraycopy(targets, 0, labels, masked, targets.length);
    if (options.useTeacherlessInputs()) {
      Arrays.fill(input, prefix.length, input.length, vocabulary.filler());
    } else {
      System.arraycopy(targets, 0, input, prefix.length, targets.length - 1);
    }
    return new Sequence(input, labels);
  }
}
