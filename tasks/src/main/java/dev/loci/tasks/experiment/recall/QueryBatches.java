package dev.loci.tasks.experiment.recall;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.graph.Sequence;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Query;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The batches of questions of equally many hops. One order of all questions follows another, each
 * from a stream of its own, and batches are cut from that without regard to where one ends.
 */
final class QueryBatches {
  private final Sequence[] examples;
  private final int[] asked; // the positions of an example that have a label
  private final int size;
  private final RandomStream random;
  private final Tensor tokens; // (size, length)
  private final Tensor positions;
  private final Tensor labels;
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
    int length = examples[0].length();
    asked =
        IntStream.range(0, length)
            .filter(i -> examples[0].labels()[i] != Sequence.IGNORE)
            .toArray();
    tokens = Tensor.wrap(new int[size * length], size, length);
    labels = Tensor.wrap(new int[size * asked.length]);
    positions =
        Tensor.wrap(
            IntStream.range(0, size * asked.length)
                .map(i -> i / asked.length * length + asked[i % asked.length])
                .toArray());
  }

  /** The number of labels of a batch. */
  int labels() {
    return labels.size();
  }

  /** Puts the batch of an update into the tensors that the loss reads. */
  void load(int step) {
    int[] inputs = tokens.array();
    int[] targets = labels.array();
    for (int i = 0; i < size; i++) {
      Sequence example = example((long) step * size + i);
      System.arraycopy(example.input(), 0, inputs, i * example.length(), example.length());
      for (int j = 0; j < asked.length; j++) {
        targets[i * asked.length + j] = example.labels()[asked[j]];
      }
    }
    tokens.changed();
    labels.changed();
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
    return model.forwardOnlyAt(tape, tokens, positions).crossEntropy(labels);
  }
}
