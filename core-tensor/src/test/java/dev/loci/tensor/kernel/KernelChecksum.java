package dev.loci.tensor.kernel;

/** Prints which kernels run and a checksum of their results: the main program of child JVMs. */
final class KernelChecksum {
  private static final int[] SIZES = {1, 7, 16, 33, 257};

  private long hash = 17;

  private KernelChecksum() {}

  public static void main(String[] args) {
    Kernels<float[]> kernels = KernelSelector.active();
    KernelChecksum checksum = new KernelChecksum();
    for (int n : SIZES) {
      checksum.run(kernels, n);
    }
    System.out.println(kernels.description() + " " + Long.toHexString(checksum.hash));
  }

  private void run(Kernels<float[]> k, int n) {
    float[] a = KernelData.wild(n + 1, n);
    float[] b = KernelData.wild(n + 1, n + 1000);
    float[] y = new float[n];
    for (UnaryOp op : UnaryOp.values()) {
      k.unary(op, n, a, 1, 1, y, 0);
      add(y);
    }
    for (BinaryOp op : BinaryOp.values()) {
      for (int stride = 0; stride <= 1; stride++) {
        k.binary(op, n, a, 1, 1, b, 0, stride, y, 0);
        add(y);
        k.binary(op, n, a, 1, stride, b, 0, 1, y, 0);
        add(y);
      }
    }
    k.fma(n, a, 0, 1, b, 1, 0, a, 1, 1, y, 0);
    add(y);
    float[] p = KernelData.finite(n, n);
    float[] q = KernelData.finite(n, n + 1);
    add((float) k.sum(n, p, 0), (float) k.dot(n, p, 0, q, 0), (float) k.max(n, p, 0));
    k.adamw(n, p, 0, q, 0, y, 0, a, 0, 0.99, 0.9, 0.999, 0.01, 2, 1e-8);
    add(p);
    float[] m = KernelData.finite(40 * n, n + 2);
    k.sumRows(40, n, m, 0, n, y, 0);
    add(y);
    k.fmaRows(20, n, m, 0, n, m, 20 * n, n, y, 0);
    add(y);
    k.maxRows(40, n, m, 0, n, y, 0);
    add(y);
    RowKernelCalls.run(k.rows(), 9, n, m, this::add);
    int positions = Math.min(n, 5);
    RowKernelCalls.attend(k.rows(), positions, n, m, this::add);
    float[] numbers = KernelData.finite(8000 + 40 * n, n);
    ScanKernelsTest.run(k.scan(), n, 3, 4, numbers, this::add);
    float[] product = new float[n * n];
    k.matmul(n, n, 40, m, 0, 1, n, m, 0, n, 1, product, 0, n, false);
    add(product);
  }

  private void add(float... values) {
    for (float value : values) {
      hash = 31 * hash + Float.floatToIntBits(value);
    }
  }
}
