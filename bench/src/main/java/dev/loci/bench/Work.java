package dev.loci.bench;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;

/**
 * What one call of a benchmark amounts to.
 *
 * @param flops floating-point operations, 2 for a multiplication and addition; 0 where counting
 *     them says nothing, as with functions that take as many as their author chose
 * @param bytes bytes of the inputs and outputs, each touched once; 0 where nobody counts them
 */
public record Work(long flops, long bytes) {

  /** A benchmark that knows its work. */
  public interface Counted {
    /** The work of a method, with the parameters that the fields hold; nothing is set up. */
    Work work(String method);
  }

  /**
   * The work of a benchmark, if it knows it.
   *
   * @param type the class
   * @param method one of its benchmarks
   * @param parameters the values of its fields by their names
   */
  public static Optional<Work> of(Class<?> type, String method, Map<String, String> parameters) {
    if (!Counted.class.isAssignableFrom(type)) {
      return Optional.empty();
    }
    try {
      Object benchmark = type.getDeclaredConstructor().newInstance();
      for (Map.Entry<String, String> each : parameters.entrySet()) {
        Field field = type.getDeclaredField(each.getKey());
        field.setAccessible(true);
        set(field, benchmark, each.getValue());
      }
      return Optional.of(((Counted) benchmark).work(method));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("bench: the parameters of " + type + " can't be set", e);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the enum's class is not known before
  static void set(Field field, Object benchmark, String value) throws IllegalAccessException {
    Class<?> type = field.getType();
    if (type == int.class) {
      field.setInt(benchmark, Integer.parseInt(value));
    } else if (type.isEnum()) {
      field.set(benchmark, Enum.valueOf((Class) type, value));
    } else {
      field.set(benchmark, value);
    }
  }
}
