package dev.loci.bench;

import dev.loci.bench.cases.MatrixShape;
import dev.loci.tensor.MatrixProduct;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Products of matrices, of the shapes of {@link MatrixShape}: some here, any with {@code -p
 * shape=}.
 */
public class MatrixProductBenchmark extends KernelBenchmark {
  @Param({
    "NN 128x32x32",
    "NN 512x128x128",
    "NN 1024x384x1536",
    "NN 1024x1024x1024",
    "NN 512x(64x32x64)",
    "NT 2048x128x384",
    "TN 384x1024x1536"
  })
  String shape = "";

  private Step step = Step.NONE;

  @Setup
  public void prepare() {
    MatrixShape product = MatrixShape.of(shape);
    int[] a = {product.batch(), product.m(), product.k()};
    int[] b = {product.batch(), product.k(), product.n()};
    step =
        MatrixProduct.matmul(
                operand(a, product.form() == MatrixShape.Form.TN),
                operand(b, product.form() == MatrixShape.Form.NT))
            .step();
  }

  private Tensor operand(int[] shape, boolean transposed) {
    Tensor x =
        transposed
            ? normal(shape[0], shape[2], shape[1]).transpose()
            : normal(shape[0], shape[1], shape[2]);
    return shape[0] == 1 ? x.select(0, 0) : x;
  }

  @Benchmark
  public void product() {
    step.run();
  }

  @Override
  public Work work(String method) {
    MatrixShape product = MatrixShape.of(shape);
    return new Work(product.flops(), product.bytes());
  }
}
