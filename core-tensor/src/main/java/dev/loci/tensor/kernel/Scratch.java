package dev.loci.tensor.kernel;

/** Buffers that a thread keeps from one product to the next; they grow and never shrink. */
final class Scratch {
  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private float[] a = {};
  private float[] b = {};

  private Scratch() {}

  /** Returns this thread's room for a block of A: at least {@code size} elements, of any value. */
  static float[] forA(int size) {
    Scratch scratch = OF_THREAD.get();
    if (scratch.a.length < size) {
      scratch.a = new float[size];
    }
    return scratch.a;
  }

  /** Returns this thread's room for a panel of B: at least {@code size} elements, of any value. */
  static float[] forB(int size) {
    Scratch scratch = OF_THREAD.get();
    if (scratch.b.length < size) {
      scratch.b = new float[size];
    }
    return scratch.b;
  }
}
