package dev.loci.tasks.experiment.pathstar;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.SequenceModel;
import dev.loci.tasks.graph.EdgeList;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Batches of edges. Edges of one source share its sequence, which is computed once and has a label
 * for each target: on a star that halves the work, and the loss is the same sum over edges.
 *
 * <p>A source with very many targets, such as the root, is in every batch, each time with a
 * different part of its targets; the others come once in an epoch with all of theirs.
 */
final class EdgeBatches implements Batches {
  /** Sources with more targets than this are divided, if there are batches enough. */
  private static final int FEW = 8;

  private final int[][] prefixes; // by source
  private final int[][] targets; // by source
  private final int[] whole; // sources that come with all their targets
  private final int[] divided; // sources that are in every batch
  private final int count;
  private final int size; // whole sources in a batch
  private final int most; // the most targets of one of them
  private final int length;
  private final RandomStream random;
  private final Tensor tokens; // (size + divided, length)
  private final Tensor positions;
  private final Tensor rows;
  private final Tensor labels;
  private int epoch = -1;
  private int[] order = {};
  private int[][] parts = {}; // of the divided sources' targets

  /**
   * Divides edges into batches.
   *
   * @param count how many
   * @param random what the orders are drawn from
   */
  EdgeBatches(SequenceEncoder encoder, int nodes, EdgeList edges, int count, RandomStream random) {
    this.count = count;
    this.random = random;
    targets = targets(nodes, edges);
    int few = Math.max(FEW, count);
    divided = sources(few + 1, Integer.MAX_VALUE);
    whole = sources(1, few);
    prefixes = IntStream.range(0, nodes).mapToObj(encoder::edgePrefix).toArray(int[][]::new);
    length = prefixes[0].length;
    size = Math.ceilDiv(whole.length, count);
    most = IntStream.of(whole).map(u -> targets[u].length).max().orElse(0);
    int sequences = size + divided.length;
    tokens = Tensor.wrap(new int[sequences * length], sequences, length);
    positions = Tensor.wrap(IntStream.range(0, sequences).map(i -> (i + 1) * length - 1).toArray());
    int pairs = size * most + IntStream.of(divided).map(this::share).sum();
    rows = Tensor.wrap(new int[pairs]);
    labels = Tensor.wrap(new int[pairs]);
  }

  private static int[][] targets(int nodes, EdgeList edges) {
    int[] degrees = new int[nodes];
    for (int i = 0; i < edges.size(); i++) {
      degrees[edges.source(i)]++;
    }
    int[][] targets = IntStream.of(degrees).mapToObj(int[]::new).toArray(int[][]::new);
    for (int i = edges.size() - 1; i >= 0; i--) {
      int source = edges.source(i);
      targets[source][--degrees[source]] = edges.target(i);
    }
    return targets;
  }

  private int[] sources(int least, int most) {
    return IntStream.range(0, targets.length)
        .filter(u -> targets[u].length >= least && targets[u].length <= most)
        .toArray();
  }

  /** How many of a divided source's targets a batch has. */
  private int share(int source) {
    return Math.ceilDiv(targets[source].length, count);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int sequences() {
    return tokens.shape().dim(0);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int asked() {
    return positions.size();
  }

  @Override
  public int load(int at, int batch) {
    if (epoch != at) {
      begin(at);
    }
    Filling filling = new Filling();
    for (int i = 0; i < size; i++) {
      int source = whole[order[(batch * size + i) % order.length]];
      filling.add(source, targets[source], 0, targets[source].length);
    }
    for (int i = 0; i < divided.length; i++) {
      int share = share(divided[i]);
      filling.add(divided[i], parts[i], batch * share, share);
    }
    return filling.end();
  }

  private void begin(int at) {
    epoch = at;
    RandomStream own = random.split("edges").split(Integer.toString(at));
    order = IntStream.range(0, whole.length).toArray();
    own.shuffle(order);
    parts = Arrays.stream(divided).mapToObj(u -> targets[u].clone()).toArray(int[][]::new);
    for (int[] part : parts) {
      own.shuffle(part);
    }
  }

  /** Fills the tensors, source by source. */
  private final class Filling {
    private final int[] inputs = tokens.array();
    private final int[] pairRows = rows.array();
    private final int[] pairLabels = labels.array();
    private int row;
    private int pair;

    /** Adds a source with some of its targets, round about. */
    void add(int source, int[] of, int from, int n) {
      System.arraycopy(prefixes[source], 0, inputs, row * length, length);
      for (int i = 0; i < n; i++) {
        pairRows[pair] = row;
        pairLabels[pair++] = of[(from + i) % of.length];
      }
      row++;
    }

    /** Leaves the pairs that are not needed without a label. */
    int end() {
      Arrays.fill(pairRows, pair, pairRows.length, Math.max(0, row - 1));
      Arrays.fill(pairLabels, pair, pairLabels.length, -1);
      tokens.changed();
      rows.changed();
      labels.changed();
      return pair;
    }
  }

  @Override
  public Variable loss(Tape tape, SequenceModel model, @Nullable RandomStream dropout) {
    return model.forward(tape, tokens, positions, dropout).pairCrossEntropy(rows, labels);
  }
}
