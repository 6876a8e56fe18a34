package dev.loci.autograd.op;

import dev.loci.autograd.Op;
import dev.loci.autograd.testkit.OpCase;
import dev.loci.autograd.testkit.OpProperties;
import dev.loci.autograd.testkit.OpProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks every property that operations must have, and keeps account of what was tried. */
final class OpCheck {
  private final Collection<Class<? extends Op>> generated;
  private final Map<Class<? extends Op>, Map<OpProperty, Long>> compared = new HashMap<>();
  private long cases;
  private long checks;

  /** A check that has seen nothing yet, of operations that have a generator. */
  OpCheck(Collection<Class<? extends Op>> generated) {
    this.generated = generated;
  }

  /**
   * Checks an operation on a case.
   *
   * @throws AssertionError naming the operation, the property and what is wrong
   */
  void check(OpCase c) {
    Class<? extends Op> op = c.op().getClass();
    cases++;
    requireName(op.getSimpleName(), c.op().name());
    for (OpProperty property : OpProperty.values()) {
      if (property.concerns(op)) {
        compared
            .computeIfAbsent(op, each -> new EnumMap<>(OpProperty.class))
            .merge(property, OpProperties.check(property, c), Long::sum);
        checks++;
      }
    }
  }

  /** Messages and pictures call {@code LayerNorm} {@code layer_norm}. */
  private static void requireName(String type, String name) {
    String expected = type.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    if (!name.equals(expected)) {
      throw new AssertionError(type + " is called " + name + ", not " + expected);
    }
  }

  /** What the differentiable ones of these operations lack; nothing if all is well. */
  List<String> gaps(Collection<Class<? extends Op>> ops) {
    List<String> gaps = new ArrayList<>();
    for (Class<? extends Op> op : ops) {
      if (!Op.NonDifferentiable.class.isAssignableFrom(op) && !generated.contains(op)) {
        gaps.add(op.getSimpleName() + " has no generator of inputs in OpCases");
      }
      for (OpProperty property : OpProperty.values()) {
        Map<OpProperty, Long> elements = compared.getOrDefault(op, Map.of());
        if (property.concerns(op) && elements.getOrDefault(property, 0L) == 0) {
          gaps.add(op.getSimpleName() + " has no check of " + property);
        }
      }
    }
    return gaps;
  }

  /** How much was checked, in words. */
  String account() {
    long properties = compared.values().stream().mapToLong(Map::size).sum();
    long elements =
        compared.values().stream().flatMap(each -> each.values().stream()).mapToLong(n -> n).sum();
    return "%d operations, %d properties, %d cases, %d checks of %d input elements"
        .formatted(compared.size(), properties, cases, checks, elements);
  }
}
