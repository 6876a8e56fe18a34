package dev.loci.tensor;

/** Prints tensors as nested brackets. */
final class TensorPrinter {
  /** An axis with more elements than this shows only its ends. */
  private static final int FULL = 8;

  private static final int ENDS = 3;

  private TensorPrinter() {}

  static String print(Tensor x) {
    StringBuilder text = new StringBuilder();
    append(text, x, 0);
    return text.append(" : ").append(x.dtype()).append(' ').append(x.shape()).toString();
  }

  private static void append(StringBuilder text, Tensor x, int depth) {
    if (x.rank() == 0) {
      appendNumber(text, x);
      return;
    }
    int n = x.shape().dim(0);
    text.append('[');
    for (int i = 0; i < n; i++) {
      if (n > FULL && i == ENDS) {
        separate(text, x.rank(), depth).append("...");
        i = n - ENDS;
      }
      if (i > 0) {
        separate(text, x.rank(), depth);
      }
      append(text, x.select(0, i), depth + 1);
    }
    text.append(']');
  }

  private static StringBuilder separate(StringBuilder text, int rank, int depth) {
    if (rank == 1) {
      return text.append(", ");
    }
    return text.append(",\n").append(" ".repeat(depth + 1));
  }

  private static void appendNumber(StringBuilder text, Tensor x) {
    switch (x.dtype()) {
      case FLOAT32 -> text.append((float) x.item());
      case FLOAT64 -> text.append(x.item());
      case INT32 -> text.append((int) x.item());
    }
  }
}
