package dev.loci.autograd.op;

import dev.loci.tensor.Shape;

/** The shapes of reductions. */
final class Axes {
  private Axes() {}

  /** A shape after a reduction along axes (none: all) that keeps them with extent 1. */
  static Shape kept(Shape shape, int... axes) {
    Shape kept = shape;
    for (int i = 0; i < (axes.length == 0 ? shape.rank() : axes.length); i++) {
      kept = kept.with(axes.length == 0 ? i : axes[i], 1);
    }
    return kept;
  }
}
