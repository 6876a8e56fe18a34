package dev.loci.tensor.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The operands of the product {@code C = A B}, as {@link Kernels#matmul} takes them, where all
 * threads that work on it find them. A thread keeps its job from one product to the next, so that a
 * product allocates nothing.
 */
abstract class MatmulJob {
  private static final float[] NONE = {};

  int m;
  int n;
  int k;
  float[] a = NONE;
  int ao;
  int ars;
  int acs;
  float[] b = NONE;
  int bo;
  int brs;
  int bcs;
  float[] c = NONE;
  int co;
  int crs;
  @Nullable Epilogue epilogue;

  /** Whether a product is under way: an epilogue may begin another one on the same thread. */
  private boolean busy;

  final boolean isBusy() {
    return busy;
  }

  final void begin(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      float[] c,
      int co,
      int crs,
      @Nullable Epilogue epilogue) {
    busy = true;
    this.m = m;
    this.n = n;
    this.k = k;
    this.a = a;
    this.ao = ao;
    this.ars = ars;
    this.acs = acs;
    this.b = b;
    this.bo = bo;
    this.brs = brs;
    this.bcs = bcs;
    this.c = c;
    this.co = co;
    this.crs = crs;
    this.epilogue = epilogue;
  }

  /** Lets go of the operands. */
  final void end() {
    a = NONE;
    b = NONE;
    c = NONE;
    epilogue = null;
    busy = false;
  }

  /** Hands finished elements to the epilogue, if there is one. */
  final void finish(int fromRow, int toRow, int fromColumn, int toColumn) {
    Epilogue last = epilogue;
    if (last != null) {
      last.apply(fromRow, toRow, fromColumn, toColumn);
    }
  }
}
