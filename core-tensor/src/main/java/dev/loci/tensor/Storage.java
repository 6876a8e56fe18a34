package dev.loci.tensor;

/** The array behind a tensor and all its views, with a count of the changes made to it in place. */
final class Storage {
  final Object array;
  private int version;

  Storage(Object array) {
    this.array = array;
  }

  int version() {
    return version;
  }

  void changed() {
    version++;
  }
}
