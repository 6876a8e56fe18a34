package dev.loci.models;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Parallel;

/**
 * Goes on with sequences, token by token. The tokens of a sequence do not depend on the other
 * sequences, on kernels or threads, nor on the model's {@link Decoder}: they are those that {@link
 * SequenceModel#forward} on the whole sequence gives.
 */
public final class Generation {
  /**
   * Sequences are taken in groups whose logits, or hidden states at all positions, are about so
   * many numbers: 16 MB of float32.
   */
  private static final int TOGETHER = 1 << 22;

  /** With fewer rows, the product with the output matrix would mostly wait for the memory. */
  private static final int FEWEST_ROWS = 32;

  private Generation() {}

  /** Chooses token {@code step} of a sequence from its row of the logits. */
  @FunctionalInterface
  private interface Choice {
    int of(int sequence, int step, Tensor logits, int row);
  }

  /**
   * Goes on with the most likely tokens, of equals those with the lower ids.
   *
   * @param prompts what the sequences begin with, int32 {@code (B, T)}
   * @param count number of tokens to add
   * @return the added tokens, int32 {@code (B, count)}
   * @throws IllegalArgumentException if the model has not enough positions
   * @throws ArithmeticException if a logit is NaN
   */
  public static Tensor greedy(SequenceModel model, Tensor prompts, int count) {
    return generate(model, prompts, count, Generation::largest);
  }

  /** As {@link #greedy} with tokens that are drawn at random. */
  public static Tensor sample(SequenceModel model, Tensor prompts, int count, Sampling sampling) {
    return generate(
        model,
        prompts,
        count,
        (sequence, step, logits, row) ->
            sampling.choose(sequence, step, logits.select(0, row).toDoubleArray()));
  }

  private static int largest(int sequence, int step, Tensor logits, int row) {
    return largest(logits, row);
  }

  private static <A> int largest(Tensor logits, int row) {
    A values = logits.array();
    int n = logits.shape().dim(1);
    int from = logits.offset() + row * n;
    double largest = logits.dtype().<A>kernels().max(n, values, from);
    if (Double.isNaN(largest)) {
      throw new ArithmeticException("generation: there is a NaN among the logits");
    }
    Elements<A> elements = logits.dtype().elements();
    int id = 0;
    while (elements.get(values, from + id) != largest) {
      id++;
    }
    return id;
  }

  private static Tensor generate(SequenceModel model, Tensor prompts, int count, Choice choice) {
    if (prompts.rank() != 2 || prompts.shape().dim(1) == 0 || count < 0) {
      throw new IllegalArgumentException(
          "generation: %d tokens after prompts of shape %s".formatted(count, prompts.shape()));
    }
    int all = prompts.shape().dim(0);
    Shape embedding = model.embedding().value().shape(); // (V, D)
    long length = (long) prompts.shape().dim(1) + count;
    long each = Math.max(embedding.dim(0), length * embedding.dim(1));
    int together = (int) Math.max(FEWEST_ROWS, TOGETHER / each);
    Tensor added = Tensor.zeros(DType.INT32, Shape.of(all, count));
    for (int first = 0; first < all && count > 0; first += together) {
      int last = Math.min(all, first + together);
      goOn(model, prompts.slice(0, first, last), first, choice, added.slice(0, first, last));
    }
    return added;
  }

  /** Goes on with some of the sequences, the first of which has a number. */
  private static void goOn(
      SequenceModel model, Tensor prompts, int first, Choice choice, Tensor added) {
    int batch = prompts.shape().dim(0);
    int count = added.shape().dim(1);
    Decoder decoder = model.decoder(batch, prompts.shape().dim(1) + count - 1);
    int[] ids = added.array();
    Tensor next = prompts;
    for (int t = 0; t < count; t++) {
      int step = t;
      Tensor logits = decoder.read(next).contiguous();
      Parallel.ranges(
          batch,
          1,
          (from, to) -> {
            for (int row = from; row < to; row++) {
              ids[added.offset() + row * count + step] = choice.of(first + row, step, logits, row);
            }
          });
      added.changed();
      next = added.slice(1, step, step + 1);
    }
  }
}
