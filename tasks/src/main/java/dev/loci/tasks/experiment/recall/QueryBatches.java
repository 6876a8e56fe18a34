package dev.loci.tasks.experiment.recall;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.experiment.SequenceBatch;
import dev.loci.tasks.graph.Sequence;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Query;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The batches of questions of equally many hops. One order of all questions follows another, each
 * from a stream of its own, and batches are cut from that without regard to where one ends.
 */
final class QueryBatches {
  private final Sequence[] examples;
  private final int size;
  private final RandomStream random;
  private final SequenceBatch batch;
  private long round = -1;
  private int[] order = {};

  /**
   * @param size questions in a batch
   * @param all whether every token is a label
   * @param random what the orders are drawn from
   */
  QueryBatches(
      FactSet facts, Form form, List<Query> queries, int size, boolean all, RandomStream random) {
    examples =
        queries.stream().map(query -> form.example(facts, query, all)).toArray(Sequence[]::new);
    this.size = size;
    this.random = random;
    batch = new SequenceBatch(size, examples[0]);
  }

  /** The number of labels of a batch. */
  int labels() {
    return batch.labels().size();
  }

  /** Puts the batch of an update into the tensors that the loss reads. */
  void load(int step) {
    batch.load(row -> example((long) step * size + row));
  }

  private Sequence example(long number) {
    long at = number / examples.length;
    if (at != round) {
      round = at;
      order = IntStream.range(0, examples.length).toArray();
      random.split(Long.toString(at)).shuffle(order);
    }
    return examples[order[(int) (number % examples.length)]];
  }

  /** The mean cross-entropy of the batch's labels. */
  Variable loss(Tape tape, Gpt model) {
    return model
        .forwardOnlyAt(tape, batch.tokens(), batch.positions())
        .crossEntropy(batch.labels());
  }
}
