package dev.loci.bench;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Layer norm with gain and bias, computed at once: forward, and with all its gradients. */
public class LayerNormBenchmark extends KernelBenchmark {
  @Param({"128", "384"})
  int columns;

  private static final int ROWS = 2048;

  private Tensor x = Tensor.zeros();
  private Tensor gain = x;
  private Tensor bias = x;
  private Runnable forward = NOTHING;
  private Runnable forwardAndBackward = NOTHING;

  @Setup
  public void prepare() {
    x = normal(ROWS, columns);
    gain = normal(columns);
    bias = normal(columns);
    forward = forward(this::on);
    forwardAndBackward = forwardAndBackward(this::on, normal(ROWS, columns));
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
    return tape.variable(x).layerNorm(tape.variable(gain), tape.variable(bias), 1e-5);
  }

  @Override
  public Work work(String method) {
    long matrices = method.equals("forward") ? 2 : 5; // x, y; then x, dy and dx once more
    return new Work(0, matrices * WORD * ROWS * columns);
  }
}
