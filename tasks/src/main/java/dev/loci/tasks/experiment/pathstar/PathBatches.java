package dev.loci.tasks.experiment.pathstar;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.SequenceModel;
import dev.loci.tasks.experiment.SequenceBatch;
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
  private final RandomStream random;
  private final SequenceBatch batch;
  private final Tensor rows;
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
    batch = new SequenceBatch(this.size, this.paths.getFirst());
    rows = Tensor.arange(batch.labels().size());
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int sequences() {
    return size;
  }

  @Override
  public int length() {
    return batch.tokens().shape().dim(1);
  }

  @Override
  public int asked() {
    return batch.positions().size();
  }

  @Override
  public int load(int at, int number) {
    if (epoch != at) {
      epoch = at;
      order = IntStream.range(0, paths.size()).toArray();
      random.split("paths").split(Integer.toString(at)).shuffle(order);
    }
    batch.load(row -> paths.get(order[(number * size + row) % order.length]));
    return batch.labels().size();
  }

  @Override
  public Variable loss(Tape tape, SequenceModel model, @Nullable RandomStream dropout) {
    return model
        .forward(tape, batch.tokens(), batch.positions(), dropout)
        .pairCrossEntropy(rows, batch.labels());
  }
}
