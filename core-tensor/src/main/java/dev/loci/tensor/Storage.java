package dev.loci.tensor;

/** The array behind a tensor and all its views, with a count of the changes made to it in place. */
final class Storage {
  final Object array;
  private int version;

  Storage(Object array) {
    this.array = array;
  }

  /** Whether a change of one is a change of the other. */
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  boolean shares(Storage other) {
    return array == other.array;
  }

  int version() {
    return version;
  }

  void changed() {
    version++;
  }
}
