package dev.loci.tasks.explain;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The values of an expression's variables as people type them: {@code x=2,w=-3}. */
public final class Assignments {
  private Assignments() {}

  /**
   * Reads them, as float64 scalars.
   *
   * @throws IllegalArgumentException if one is no finite number, is given twice, is missing or is
   *     not asked for
   */
  public static Map<String, Tensor> parse(String text, Set<String> names) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "--at: \"%s\" does not have the form name=number".formatted(part.strip()));
      }
      String name = part.substring(0, equals).strip();
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "--at: there is a value for \"%s\", but the expression has no such variable"
                .formatted(name));
      }
      double value = number(name, part.substring(equals + 1).strip());
      if (values.put(name, Tensor.scalar(DType.FLOAT64, value)) != null) {
        throw new IllegalArgumentException("--at: %s is given twice".formatted(name));
      }
    }
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(values.keySet());
    if (!missing.isEmpty()) {
      String first = missing.iterator().next();
      throw new IllegalArgumentException(
          "--at: there is no value for %s; add %s=NUMBER"
              .formatted(String.join(", ", missing), first));
    }
    return values;
  }

  private static double number(String name, String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--at: expected a number for %s, got \"%s\"".formatted(name, text), e);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "--at: the value of %s, %s, is out of range".formatted(name, text));
    }
    return value;
  }
}
