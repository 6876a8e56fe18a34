package dev.loci.bench;

import dev.loci.autograd.Gradients;
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
  private Tensor seed = x;

  @Setup
  public void prepare() {
    x = normal(ROWS, columns);
    gain = normal(columns);
    bias = normal(columns);
    seed = normal(ROWS, columns);
  }

  @Benchmark
  public Tensor forward() {
    return on(Tape.inference()).tensor();
  }

  @Benchmark
  public Gradients forwardAndBackward() {
    Tape tape = new Tape();
    return tape.gradients(on(tape), seed);
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
