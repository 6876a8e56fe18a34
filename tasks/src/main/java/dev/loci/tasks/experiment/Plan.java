package dev.loci.tasks.experiment;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * What a run takes, told before it is made.
 *
 * @param parameters of the model
 * @param bytes of memory at its highest, estimated: parameters, gradients, the optimiser's state
 *     and what a step and a measurement keep
 * @param flopsPerEpoch operations of the matrix products of an epoch, forward and backward; the
 *     mean over the epochs if there are stages
 * @param epochs of all stages
 * @param updates of all stages
 * @param measure makes the model, and some updates and a measurement with it
 */
public record Plan(
    long parameters,
    long bytes,
    double flopsPerEpoch,
    int epochs,
    long updates,
    Supplier<Timing> measure) {

  /**
   * What was measured on this machine.
   *
   * @param trainSeconds of all updates, at the speed of some
   * @param seconds the same with all measurements
   */
  public record Timing(double trainSeconds, double seconds) {}

  /**
   * Finds fault with a plan that does not fit into Java's heap.
   *
   * @param heap its size in bytes
   * @throws IllegalArgumentException saying what is missing and what would help
   */
  public void requireRoom(long heap) {
    if (bytes > heap) {
      throw new IllegalArgumentException(
          ("this takes about %s of memory, and Java has %s; LOCI_JAVA_OPTS=-Xmx%dg would give"
                  + " enough if the machine has it, and smaller batches take less")
              .formatted(gibibytes(bytes), gibibytes(heap), Math.ceilDiv(bytes, 1L << 30) + 1));
    }
  }

  /** A size as people read it, such as {@code 1.5 GiB}. */
  public static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", bytes / (double) (1L << 30));
  }
}
