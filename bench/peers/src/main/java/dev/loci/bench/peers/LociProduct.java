package dev.loci.bench.peers;

import dev.loci.bench.cases.MatrixShape;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Compute;
import dev.loci.tensor.MatrixProduct;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Ours, through the public interface: a prepared product that is run again and again. */
final class LociProduct implements Product {
  private @Nullable Tensor last;

  @Override
  public String name() {
    return "loci";
  }

  @Override
  public String version() {
    return Compute.kernels();
  }

  @Override
  public void setThreads(int threads) {
    Compute.setThreads(threads);
  }

  @Override
  public Runnable prepare(MatrixShape shape, Operands operands) {
    Tensor a = Operands.isTransposedA(shape) ? operands.a.transpose() : operands.a;
    Tensor b = Operands.isTransposedB(shape) ? operands.b.transpose() : operands.b;
    Computation product = MatrixProduct.matmul(a, b);
    last = product.output();
    Step step = product.step();
    return step::run;
  }

  @Override
  public float[] result(MatrixShape shape, Operands operands) {
    if (last == null) {
      throw new IllegalStateException("loci: no product has been prepared");
    }
    return last.toFloatArray();
  }
}
