package dev.loci.bench.peers;

import dev.loci.bench.cases.MatrixShape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * The matrices of a product, normally distributed: on the heap for Java, and the same in native
 * memory, which comes into being with the first native peer.
 */
final class Operands implements AutoCloseable {
  final Tensor a;
  final Tensor b;
  private @Nullable FloatPointer nativeA;
  private @Nullable FloatPointer nativeB;
  private @Nullable FloatPointer nativeC;
  private final int results;

  Operands(MatrixShape shape) {
    RandomStream random = RandomStream.of(1);
    a =
        Tensor.randn(
            random.split("a"), matrices(shape, shape.m(), shape.k(), isTransposedA(shape)));
    b =
        Tensor.randn(
            random.split("b"), matrices(shape, shape.k(), shape.n(), isTransposedB(shape)));
    results = shape.batch() * shape.m() * shape.n();
  }

  static boolean isTransposedA(MatrixShape shape) {
    return shape.form() == MatrixShape.Form.TN;
  }

  static boolean isTransposedB(MatrixShape shape) {
    return shape.form() == MatrixShape.Form.NT;
  }

  private static int[] matrices(MatrixShape shape, int rows, int columns, boolean transposed) {
    int first = transposed ? columns : rows;
    int second = transposed ? rows : columns;
    return shape.batch() == 1
        ? new int[] {first, second}
        : new int[] {shape.batch(), first, second};
  }

  FloatPointer nativeA() {
    if (nativeA == null) {
      nativeA = new FloatPointer(a.<float[]>array());
    }
    return nativeA;
  }

  FloatPointer nativeB() {
    if (nativeB == null) {
      nativeB = new FloatPointer(b.<float[]>array());
    }
    return nativeB;
  }

  FloatPointer nativeC() {
    if (nativeC == null) {
      nativeC = new FloatPointer(results);
    }
    return nativeC;
  }

  /** Splits an array into matrices of one size. */
  static FloatPointer[] each(FloatPointer all, int count, int size) {
    FloatPointer[] parts = new FloatPointer[count];
    Arrays.setAll(parts, i -> all.getPointer((long) i * size));
    return parts;
  }

  /** Copies the native result. */
  float[] nativeResult() {
    float[] copy = new float[results];
    nativeC().get(copy);
    return copy;
  }

  @Override
  public void close() {
    for (FloatPointer pointer : new FloatPointer[] {nativeA, nativeB, nativeC}) {
      if (pointer != null) {
        pointer.close();
      }
    }
  }
}
