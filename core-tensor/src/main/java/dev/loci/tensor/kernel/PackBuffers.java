package dev.loci.tensor.kernel;

/** A buffer that a thread keeps from one product to the next; it grows and never shrinks. */
final class PackBuffers {
  private static final ThreadLocal<PackBuffers> OF_THREAD =
      ThreadLocal.withInitial(PackBuffers::new);

  private float[] floats = {};

  private PackBuffers() {}

  /**
   * Returns this thread's buffer: at least {@code size} elements, of any value. It is the caller's
   * until the caller runs something that may ask for it too, such as an epilogue.
   */
  static float[] floats(int size) {
    PackBuffers own = OF_THREAD.get();
    if (own.floats.length < size) {
      own.floats = new float[size];
    }
    return own.floats;
  }
}
