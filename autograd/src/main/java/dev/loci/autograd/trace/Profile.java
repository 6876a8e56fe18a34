package dev.loci.autograd.trace;

import java.util.List;
import java.util.Locale;

/**
 * Where time and memory went.
 *
 * @param rows one for each operation, the slowest first
 */
public record Profile(List<Row> rows) {
  /**
   * What an operation took.
   *
   * @param op its name
   * @param forwardCalls how often it was computed; views compute nothing
   * @param backwardCalls how many computations its derivative took; rules that are written in
   *     operations take one for each of them
   * @param forwardNanos time in all, forward
   * @param backwardNanos time in all, differentiating it
   * @param forwardBytes of its recorded outputs, views left out
   * @param backwardBytes of the gradients that its inputs received
   */
  public record Row(
      String op,
      long forwardCalls,
      long backwardCalls,
      long forwardNanos,
      long backwardNanos,
      long forwardBytes,
      long backwardBytes) {}

  public Profile {
    rows = List.copyOf(rows);
  }

  /** A table. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-18s %14s %14s %12s %12s %14s %14s%n",
            "operation",
            "forward calls",
            "backward calls",
            "forward us",
            "backward us",
            "forward bytes",
            "backward bytes"));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-18s %14d %14d %12.1f %12.1f %14d %14d%n",
              row.op,
              row.forwardCalls,
              row.backwardCalls,
              row.forwardNanos / 1e3,
              row.backwardNanos / 1e3,
              row.forwardBytes,
              row.backwardBytes));
    }
    return text.toString();
  }
}
