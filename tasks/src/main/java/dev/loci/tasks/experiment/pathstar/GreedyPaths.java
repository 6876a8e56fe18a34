package dev.loci.tasks.experiment.pathstar;

import dev.loci.autograd.Tape;
import dev.loci.models.SequenceModel;
import dev.loci.tensor.Tensor;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Free generation: after a prefix the model says the most likely token, reads it, and goes on. */
final class GreedyPaths {
  /** Logits held at once. */
  private static final int MOST_LOGITS = 1 << 24;

  private GreedyPaths() {}

  /**
   * Generates tokens.
   *
   * @param prefixes all of one length
   * @param count tokens to generate after each
   * @param read what the model reads after it has said a token
   * @return the tokens said, {@code (prefixes, count)}
   */
  static int[][] generate(SequenceModel model, int[][] prefixes, int count, IntUnaryOperator read) {
    int vocabulary = model.embedding().value().shape().dim(0);
    int chunk = Math.max(1, MOST_LOGITS / vocabulary);
    int[][] said = new int[prefixes.length][count];
    for (int from = 0; from < prefixes.length; from += chunk) {
      generate(model, prefixes, read, said, from, Math.min(from + chunk, prefixes.length));
    }
    return said;
  }

  private static void generate(
      SequenceModel model,
      int[][] prefixes,
      IntUnaryOperator read,
      int[][] said,
      int from,
      int to) {
    int count = said[0].length;
    int given = prefixes[0].length;
    for (int t = 0; t < count; t++) {
      int length = given + t;
      int[] tokens = new int[(to - from) * length];
      for (int i = from; i < to; i++) {
        int at = (i - from) * length;
        System.arraycopy(prefixes[i], 0, tokens, at, given);
        for (int j = 0; j < t; j++) {
          tokens[at + given + j] = read.applyAsInt(said[i][j]);
        }
      }
      int[] best = next(model, Tensor.wrap(tokens, to - from, length));
      for (int i = from; i < to; i++) {
        said[i][t] = best[i - from];
      }
    }
  }

  /** The most likely token after each sequence; of equals the one of the lower number. */
  private static int[] next(SequenceModel model, Tensor tokens) {
    int rows = tokens.shape().dim(0);
    int length = tokens.shape().dim(1);
    Tensor ends = Tensor.wrap(IntStream.range(0, rows).map(i -> (i + 1) * length - 1).toArray());
    return model.forward(Tape.inference(), tokens, ends, null).argmax(1).tensor().toIntArray();
  }
}
