package dev.loci.nn;

import dev.loci.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * A part of a model: parameters of its own and further parts, each with a name.
 *
 * <p>From the outside a parameter is known by its dotted path, such as {@code
 * layers.0.attention.query.weight}.
 */
public abstract class Module {
  private final Map<String, Parameter> own = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();

  /** Registers a float32 parameter of zeros. */
  protected final Parameter parameter(String name, int... shape) {
    Parameter parameter = new Parameter(Tensor.zeros(shape));
    own.put(name, parameter);
    return parameter;
  }

  /** Registers a part. */
  protected final <M extends Module> M child(String name, M module) {
    children.put(name, module);
    return module;
  }

  /** All parameters by dotted path, in order of registration. */
  public final Map<String, Parameter> parameters() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    collect("", all);
    return Collections.unmodifiableMap(all);
  }

  private void collect(String prefix, Map<String, Parameter> all) {
    own.forEach((name, parameter) -> all.put(prefix + name, parameter));
    children.forEach((name, module) -> module.collect(prefix + name + ".", all));
  }

  /** The parameters' values by dotted path. */
  public final Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    parameters().forEach((name, parameter) -> state.put(name, parameter.value()));
    return state;
  }

  /**
   * Takes over the values of all parameters.
   *
   * @throws IllegalArgumentException naming the parameter that is missing, unknown or of another
   *     shape; nothing is changed then
   */
  public final void load(Map<String, Tensor> state) {
    Map<String, Parameter> parameters = parameters();
    for (String name : new TreeSet<>(state.keySet())) {
      if (!parameters.containsKey(name)) {
        throw new IllegalArgumentException("load: this model has no parameter " + name);
      }
    }
    Map<Parameter, Tensor> values = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> values.put(parameter, fitting(name, parameter, state)));
    values.forEach((parameter, value) -> parameter.value().copyFrom(value));
  }

  private static Tensor fitting(String name, Parameter parameter, Map<String, Tensor> state) {
    Tensor expected = parameter.value();
    Tensor value = state.get(name);
    if (value == null) {
      throw new IllegalArgumentException("load: parameter " + name + " is missing");
    }
    if (!value.shape().equals(expected.shape()) || value.dtype() != expected.dtype()) {
      throw new IllegalArgumentException(
          "load: parameter %s is %s %s, expected %s %s"
              .formatted(name, value.dtype(), value.shape(), expected.dtype(), expected.shape()));
    }
    return value;
  }

  /** The number of elements of all parameters. */
  public final long parameterCount() {
    return parameters().values().stream().mapToLong(p -> p.value().size()).sum();
  }
}
