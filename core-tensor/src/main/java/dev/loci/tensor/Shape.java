package dev.loci.tensor;

import java.util.Arrays;

/**
 * The extents of a tensor along its axes. Immutable. A scalar has no axes and one element; an
 * extent may be 0.
 */
public final class Shape {
  /** The shape of a scalar. */
  public static final Shape SCALAR = new Shape();

  private final int[] extents;
  private final int size;

  private Shape(int... extents) {
    this.extents = extents;
    this.size = product(extents);
  }

  private static int product(int[] extents) {
    int smallest = 1;
    for (int extent : extents) {
      smallest = Math.min(smallest, extent);
    }
    if (smallest < 0) {
      throw new IllegalArgumentException(
          "shape: an extent is negative: " + Arrays.toString(extents));
    }
    long product = smallest; // an extent of 0 decides, whatever the others are
    for (int extent : extents) {
      product *= extent;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape: more than 2^31 - 1 elements: " + Arrays.toString(extents));
      }
    }
    return (int) product;
  }

  /** The shape with these extents, outermost first. */
  public static Shape of(int... extents) {
    return extents.length == 0 ? SCALAR : new Shape(extents.clone());
  }

  /** The number of axes. */
  public int rank() {
    return extents.length;
  }

  /** The number of elements. */
  public int size() {
    return size;
  }

  /** The extent along an axis; -1 is the last axis. */
  public int dim(int axis) {
    return extents[axis(axis)];
  }

  /** The extents, as a fresh array. */
  public int[] toArray() {
    return extents.clone();
  }

  /**
   * Where an element is along each axis, as NumPy's {@code unravel_index}: element 4 of [2, 3] is
   * at [1, 1].
   *
   * @param element its number in row-major order
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public int[] index(int element) {
    if (element < 0 || element >= size) {
      throw new IndexOutOfBoundsException(
          "element " + element + " is out of range for shape " + this);
    }
    int[] index = new int[rank()];
    int rest = element;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % extents[axis];
      rest /= extents[axis];
    }
    return index;
  }

  /** Turns an axis that may count from the end (-1 is the last) into 0..rank-1. */
  public int axis(int axis) {
    if (axis < -rank() || axis >= rank()) {
      throw outOfRange(axis);
    }
    return axis < 0 ? axis + rank() : axis;
  }

  private IllegalArgumentException outOfRange(int axis) {
    return new IllegalArgumentException("axis " + axis + " is out of range for shape " + this);
  }

  /** This shape with the extent along one axis replaced. */
  public Shape with(int axis, int extent) {
    int[] changed = extents.clone();
    changed[axis(axis)] = extent;
    return new Shape(changed);
  }

  /** This shape with a further axis put in front of {@code axis}; rank() appends. */
  public Shape insert(int axis, int extent) {
    if (axis < 0 || axis > rank()) {
      throw outOfRange(axis);
    }
    int[] wider = new int[rank() + 1];
    System.arraycopy(extents, 0, wider, 0, axis);
    wider[axis] = extent;
    System.arraycopy(extents, axis, wider, axis + 1, rank() - axis);
    return new Shape(wider);
  }

  /** This shape without one axis. */
  public Shape remove(int axis) {
    int gone = axis(axis);
    int[] narrower = new int[rank() - 1];
    System.arraycopy(extents, 0, narrower, 0, gone);
    System.arraycopy(extents, gone + 1, narrower, gone, rank() - 1 - gone);
    return new Shape(narrower);
  }

  /** The axes from..to-1 as a shape. */
  public Shape range(int from, int to) {
    if (from < 0 || to < from || to > rank()) {
      throw new IllegalArgumentException(
          "axes %d..%d are out of range for shape %s".formatted(from, to - 1, this));
    }
    return new Shape(Arrays.copyOfRange(extents, from, to));
  }

  /** This shape followed by the axes of another. */
  public Shape append(Shape other) {
    int[] joined = Arrays.copyOf(extents, rank() + other.rank());
    System.arraycopy(other.extents, 0, joined, rank(), other.rank());
    return new Shape(joined);
  }

  /** The shape with these extents and as many elements as this one; one extent may be -1. */
  public Shape infer(int... wanted) {
    int[] filled = wanted.clone();
    int unknown = -1;
    long known = 1;
    for (int axis = 0; axis < filled.length; axis++) {
      if (filled[axis] == -1 && unknown < 0) {
        unknown = axis;
      } else if (filled[axis] < 0) {
        throw new IllegalArgumentException(
            "reshape: one extent may be -1, no other negative: " + Arrays.toString(wanted));
      } else {
        known *= filled[axis];
      }
    }
    if (unknown >= 0) {
      filled[unknown] = known <= 0 ? 0 : (int) (size / known);
    }
    Shape inferred = new Shape(filled);
    if (inferred.size != size) {
      throw new IllegalArgumentException(
          "reshape: the %d elements of %s do not fill %s"
              .formatted(size, this, Arrays.toString(wanted)));
    }
    return inferred;
  }

  /**
   * The shape that both stretch to when extents of 1 are repeated and missing leading axes count as
   * 1, as in NumPy.
   *
   * @throws IllegalArgumentException if two extents differ and neither is 1
   */
  public static Shape broadcast(Shape a, Shape b) {
    if (a.equals(b)) {
      return a;
    }
    int rank = Math.max(a.rank(), b.rank());
    int[] joint = new int[rank];
    for (int axis = 1; axis <= rank; axis++) {
      int p = axis <= a.rank() ? a.extents[a.rank() - axis] : 1;
      int q = axis <= b.rank() ? b.extents[b.rank() - axis] : 1;
      if (p != q && p != 1 && q != 1) {
        throw new IllegalArgumentException(
            "shapes " + a + " and " + b + " do not broadcast (" + p + " against " + q + ")");
      }
      joint[rank - axis] = p == 1 ? q : p;
    }
    return new Shape(joint);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** The extents as in {@code [2, 3]}. */
  @Override
  public String toString() {
    return Arrays.toString(extents);
  }
}
