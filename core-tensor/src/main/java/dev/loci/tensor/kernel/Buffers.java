package dev.loci.tensor.kernel;

/**
 * Where the outputs of prepared computations get their arrays.
 *
 * <p>Usually each is new, and the garbage collector's when nobody needs it any more. Who records a
 * computation to run it again binds {@link #SCOPE} while it is prepared, and hands out arrays that
 * are used for one tensor after another.
 */
public interface Buffers {
  /** What hands out arrays to the calling thread; new ones if it is not bound. */
  ScopedValue<Buffers> SCOPE = ScopedValue.newInstance();

  /** An array of at least n elements; what it holds is left over. */
  <A> A allocate(Elements<A> elements, int n);

  /** An array for an output, from the calling thread's scope. */
  static <A> A output(Elements<A> elements, int n) {
    return SCOPE.isBound() ? SCOPE.get().allocate(elements, n) : elements.allocate(n);
  }
}
