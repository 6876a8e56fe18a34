package dev.loci.bench.cases;

import java.util.List;
import java.util.stream.Stream;

/**
 * A matrix product {@code C (m x n) = A (m x k) B (k x n)} in float32, or several of one shape.
 *
 * @param form how the operands lie in memory
 * @param batch the number of products, each with matrices of its own
 * @param m rows of the result
 * @param k length of the sums
 * @param n columns of the result
 */
public record MatrixShape(Form form, int batch, int m, int k, int n) {

  /** N is a matrix that lies as it is used, row after row; T one that lies transposed. */
  public enum Form {
    NN,
    /** B lies as (n x k): the product with a weight matrix of (out x in), or with an embedding. */
    NT,
    /** A lies as (k x m): the gradient of a weight matrix. */
    TN
  }

  /** From here on a product counts as large: m k n. */
  public static final long LARGE = 8_000_000;

  /** Products of training steps and squares, forward and backward. */
  public static final List<MatrixShape> ALL =
      List.of(
          nn(64, 64, 64),
          nn(128, 128, 128),
          nn(256, 256, 256),
          nn(512, 512, 512),
          nn(1024, 1024, 1024),
          nn(2048, 2048, 2048),
          nn(128, 32, 32),
          nn(256, 32, 128),
          nn(256, 128, 32),
          nn(512, 128, 128),
          nn(2048, 128, 384),
          nn(2048, 512, 128),
          nn(1024, 384, 1536),
          nn(1024, 1536, 384),
          nn(2048, 768, 768),
          nn(2048, 384, 20_000),
          nt(128, 32, 32),
          nt(2048, 128, 384),
          nt(1024, 384, 1536),
          nt(2048, 384, 20_000),
          nt(8, 48, 8),
          tn(32, 256, 128),
          tn(128, 2048, 384),
          tn(384, 1024, 1536),
          tn(20_000, 2048, 384),
          new MatrixShape(Form.NN, 1024, 8, 16, 8),
          new MatrixShape(Form.NN, 512, 64, 32, 64));

  /** The names of {@link #ALL}. */
  public static Stream<String> names() {
    return ALL.stream().map(MatrixShape::toString);
  }

  /**
   * Returns the one of {@link #ALL} with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MatrixShape of(String name) {
    return ALL.stream()
        .filter(shape -> shape.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("matrix shape: there is no " + name));
  }

  private static MatrixShape nn(int m, int k, int n) {
    return new MatrixShape(Form.NN, 1, m, k, n);
  }

  private static MatrixShape nt(int m, int k, int n) {
    return new MatrixShape(Form.NT, 1, m, k, n);
  }

  private static MatrixShape tn(int m, int k, int n) {
    return new MatrixShape(Form.TN, 1, m, k, n);
  }

  /** Floating-point operations of all products: a multiplication and an addition for each term. */
  public long flops() {
    return 2L * batch * m * k * n;
  }

  /** Bytes of the operands and results, each touched once. */
  public long bytes() {
    return 4L * batch * ((long) m * k + (long) k * n + (long) m * n);
  }

  /** Whether one product is large. */
  public boolean isLarge() {
    return (long) m * k * n >= LARGE;
  }

  /** For example "NT 2048x128x384" or "NN 1024x(8x16x8)": m, k, n. */
  @Override
  public String toString() {
    String one = m + "x" + k + "x" + n;
    return form + " " + (batch == 1 ? one : batch + "x(" + one + ")");
  }
}
