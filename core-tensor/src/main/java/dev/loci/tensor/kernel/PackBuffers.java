package dev.loci.tensor.kernel;

/** Buffers that a thread keeps from one product to the next; they grow and never shrink. */
final class PackBuffers {
  private static final ThreadLocal<PackBuffers> OF_THREAD =
      ThreadLocal.withInitial(PackBuffers::new);

  private float[] a = {};
  private float[] b = {};

  private PackBuffers() {}

  /** Returns this thread's room for a block of A: at least {@code size} elements, of any value. */
  static float[] forA(int size) {
    PackBuffers buffers = OF_THREAD.get();
    if (buffers.a.length < size) {
      buffers.a = new float[size];
    }
    return buffers.a;
  }

  /** Returns this thread's room for a panel of B: at least {@code size} elements, of any value. */
  static float[] forB(int size) {
    PackBuffers buffers = OF_THREAD.get();
    if (buffers.b.length < size) {
      buffers.b = new float[size];
    }
    return buffers.b;
  }
}
