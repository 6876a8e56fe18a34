package dev.loci.tensor.kernel;

/** The element-wise comparisons; with a NaN on either side all but NE are false. */
public enum Comparison {
  EQ,
  NE,
  LT,
  LE,
  GT,
  GE;

  /** Whether the relation holds between a and b. Float32 and int32 widen to double exactly. */
  public boolean holds(double a, double b) {
    return switch (this) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
    };
  }
}
