package dev.loci.tensor.kernel;

/** Small buffers of each thread that kernels reuse, so that the steady state allocates nothing. */
public final class Scratch {
  /** What a buffer is for; kernels that run within each other must use different ones. */
  public enum Slot {
    CONSTANT,
    ROW,
    SECOND_ROW,
    LANES,
    SUMS,
    TILE,
    ARGUMENT,
    PADDED,
    LEFT,
    RIGHT,
    ADDEND,
    SCAN
  }

  private static final ThreadLocal<Object[]> FLOAT32 = slots();
  private static final ThreadLocal<Object[]> FLOAT64 = slots();

  private Scratch() {}

  private static ThreadLocal<Object[]> slots() {
    return ThreadLocal.withInitial(() -> new Object[Slot.values().length]);
  }

  /** This thread's buffer for a slot, with room for n elements; what it holds is left over. */
  @SuppressWarnings("unchecked") // one table for each array type
  public static <A> A of(Elements<A> elements, Slot slot, int n) {
    Object[] slots = (elements instanceof Float64Elements ? FLOAT64 : FLOAT32).get();
    A buffer = (A) slots[slot.ordinal()];
    if (buffer == null || elements.length(buffer) < n) {
      buffer = elements.allocate(Math.max(n, 64));
      slots[slot.ordinal()] = buffer;
    }
    return buffer;
  }
}
