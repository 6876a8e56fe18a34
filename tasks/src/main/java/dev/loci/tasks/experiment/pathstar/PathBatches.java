package dev.loci.tasks.experiment.pathstar;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.SequenceModel;
import dev.loci.tasks.graph.Sequence;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Batches of paths, which all have one length. */
final class PathBatches implements Batches {
  private final List<Sequence> paths;
  private final int count;
  private final int size;
  private final int length;
  private final int[] asked; // the positions of a sequence that have a label
  private final RandomStream random;
  private final Tensor tokens; // (size, length)
  private final Tensor positions;
  private final Tensor rows;
  private final Tensor labels;
  private int epoch = -1;
  private int[] order = {};

  /**
   * Divides paths into batches of nearly the given size.
   *
   * @param random what the orders are drawn from
   */
  PathBatches(SequenceEncoder encoder, int[][] paths, int size, RandomStream random) {
    this.paths = encoder.paths(paths);
    this.random = random;
    count = Math.ceilDiv(paths.length, size);
    this.size = Math.ceilDiv(paths.length, count);
    Sequence first = this.paths.getFirst();
    length = first.length();
    asked = IntStream.range(0, length).filter(i -> first.labels()[i] != Sequence.IGNORE).toArray();
    tokens = Tensor.wrap(new int[this.size * length], this.size, length);
    int labelled = this.size * asked.length;
    positions =
        Tensor.wrap(
            IntStream.range(0, labelled)
                .map(i -> i / asked.length * length + asked[i % asked.length])
                .toArray());
    rows = Tensor.arange(labelled);
    labels = Tensor.wrap(new int[labelled]);
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
      epoch = at;
      order = IntStream.range(0, paths.size()).toArray();
      random.split("paths").split(Integer.toString(at)).shuffle(order);
    }
    int[] inputs = tokens.array();
    int[] targets = labels.array();
    for (int i = 0; i < size; i++) {
      Sequence path = paths.get(order[(batch * size + i) % order.length]);
      System.arraycopy(path.input(), 0, inputs, i * length, length);
      for (int j = 0; j < asked.length; j++) {
        targets[i * asked.length + j] = path.labels()[asked[j]];
      }
    }
    tokens.changed();
    labels.changed();
    return targets.length;
  }

  @Override
  public Variable loss(Tape tape, SequenceModel model, @Nullable RandomStream dropout) {
    return model.forward(tape, tokens, positions, dropout).pairCrossEntropy(rows, labels);
  }
}
