package dev.loci.models;

import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;

/**
 * How tokens are drawn from logits: in proportion to {@code exp(logit / temperature)} among the
 * {@code topK} most likely. Every token of every sequence has a draw of its own, which depends on
 * nothing else in the batch.
 *
 * @param temperature above 0; the lower, the more often the most likely token
 * @param topK how many tokens are in question, of equals those with the lower ids; 0 for all
 * @param random split by the number of the sequence and of the token; it stays where it is
 */
public record Sampling(double temperature, int topK, RandomStream random) {
  public Sampling {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "sampling: the temperature is " + temperature + ", expected a number above 0");
    }
    if (topK < 0) {
      throw new IllegalArgumentException(
          "sampling: the top " + topK + " are asked for, expected 1 or more, or 0 for all");
    }
  }

  /** Chooses token {@code step} of a sequence. */
  int choose(int sequence, int step, double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow(); // NaN if there is one
    if (!Double.isFinite(largest)) {
      throw new ArithmeticException("sampling: there is a logit of " + largest);
    }
    double least = topK == 0 || topK >= logits.length ? Double.NEGATIVE_INFINITY : kth(logits);
    int equals = topK - (int) Arrays.stream(logits).filter(x -> x > least).count();
    double[] weights = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      boolean inQuestion = logits[i] > least || topK == 0 || (logits[i] == least && equals-- > 0);
      weights[i] = inQuestion ? StrictMath.exp((logits[i] - largest) / temperature) : 0;
      sum += weights[i];
    }
    return pick(weights, draw(sequence, step) * sum);
  }

  private double draw(int sequence, int step) {
    return random.split(Integer.toString(sequence)).split(Integer.toString(step)).nextDouble();
  }

  /** The token at a place in 0 to the sum of the weights. */
  private static int pick(double[] weights, double place) {
    int last = 0;
    double end = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        end += weights[i];
        if (place < end) {
          break;
        }
      }
    }
    return last;
  }

  /** The smallest of the {@code topK} largest (Hoare, "Algorithm 65: Find", 1961). */
  private double kth(double[] logits) {
    double[] x = logits.clone();
    int place = x.length - topK; // of it, if x were sorted
    int from = 0;
    int to = x.length - 1;
    while (from < to) {
      double pivot = x[place];
      int i = from;
      int j = to;
      while (i <= j) {
        while (x[i] < pivot) {
          i++;
        }
        while (x[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double larger = x[i];
          x[i++] = x[j];
          x[j--] = larger;
        }
      }
      if (place <= j) {
        to = j;
      } else if (place >= i) {
        from = i;
      } else {
        break; // between the two all are equal
      }
    }
    return x[place];
  }
}
