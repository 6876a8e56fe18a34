package dev.loci.bench;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Causal attention, computed at once, without its projections: the sizes of T2 and T4, and a longer
 * sequence.
 */
public class AttentionBenchmark extends KernelBenchmark {
  @Param({"256x8x128 of 4 heads", "128x8x384 of 8 heads", "16x128x128 of 4 heads"})
  String shape = "";

  private Tensor q = Tensor.zeros();
  private Tensor k = q;
  private Tensor v = q;
  private Runnable forward = NOTHING;
  private Runnable forwardAndBackward = NOTHING;
  private int heads;
  private double scale;

  /** Batch, length, width and heads. */
  private int[] extents() {
    String[] words = shape.split("[^0-9]+");
    int[] extents = new int[4];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = Integer.parseInt(words[i]);
    }
    return extents;
  }

  @Setup
  public void prepare() {
    int[] e = extents();
    q = normal(e[0], e[1], e[2]);
    k = normal(e[0], e[1], e[2]);
    v = normal(e[0], e[1], e[2]);
    heads = e[3];
    scale = 1 / Math.sqrt((double) e[2] / heads);
    forward = forward(this::on);
    forwardAndBackward = forwardAndBackward(this::on, normal(e[0], e[1], e[2]));
  }

  @Benchmark
  public void forward() {
    forward.run();
  }

  @Benchmark
  public void forwardAndBackward() {
    forwardAndBackward.run();
  }

  private Variable on(Tape tape) {
    return tape.variable(q).causalAttention(tape.variable(k), tape.variable(v), heads, scale);
  }

  /** Each position looks at those up to its own: a score and a share of a value, of its width. */
  @Override
  public Work work(String method) {
    int[] e = extents();
    long size = (long) e[0] * e[1] * e[2];
    long flops = 2 * size * (e[1] + 1);
    return method.equals("forward")
        ? new Work(flops, 4 * WORD * size)
        : new Work(3 * flops, 12 * WORD * size);
  }
}
