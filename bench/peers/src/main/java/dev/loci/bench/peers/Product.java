package dev.loci.bench.peers;

import dev.loci.bench.cases.MatrixShape;

/** A library that multiplies float32 matrices. */
interface Product {
  String name();

  /** What exactly runs, such as its version. */
  String version();

  /** Sets how many threads the library works with. */
  void setThreads(int threads);

  /** Whether a shape can be done in reasonable time. */
  default boolean takes(MatrixShape shape) {
    return true;
  }

  /** Prepares the product of operands that lie as the shape says. */
  Runnable prepare(MatrixShape shape, Operands operands);

  /** Copies what the product has written last. */
  float[] result(MatrixShape shape, Operands operands);
}
