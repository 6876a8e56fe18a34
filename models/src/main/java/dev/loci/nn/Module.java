package dev.loci.nn;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of a model: parameters of its own and further parts, each with a name.
 *
 * <p>From the outside a parameter is known by its dotted path, such as {@code
 * layers.0.attention.query.weight}.
 */
public abstract class Module {
  private final Map<String, Parameter> own = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private Precision precision = Precision.FULL;

  /** Registers a float32 parameter of zeros. */
  protected final Parameter parameter(String name, int... shape) {
    Parameter parameter = new Parameter(Tensor.zeros(shape));
    requireNew(own.put(name, parameter) == null, name);
    return parameter;
  }

  /** Registers a part. */
  protected final <M extends Module> M child(String name, M module) {
    requireNew(children.put(name, module) == null, name);
    return module;
  }

  private static void requireNew(boolean isNew, String name) {
    if (!isNew) {
      throw new IllegalArgumentException("module: the name " + name + " is taken");
    }
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

  /** The parameters' values by dotted path: the tensors themselves, not copies. */
  public final Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    parameters().forEach((name, parameter) -> state.put(name, parameter.value()));
    return state;
  }

  /**
   * Takes over the values of all parameters.
   *
   * @throws IllegalArgumentException as {@link State#restore} does
   */
  public final void load(Map<String, Tensor> state) {
    State.restore(state, state());
  }

  /**
   * Takes over the values of all parameters from a safetensors file, such as {@link #save} and runs
   * leave.
   *
   * @throws IOException if the file can't be read or is not in the format
   * @throws IllegalArgumentException naming the file and the first difference if it is of another
   *     model; nothing is changed then
   */
  public final void load(Path file) throws IOException {
    Map<String, Tensor> state = SafeTensors.read(file).tensors();
    try {
      load(state);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is of another model: " + e.getMessage(), e);
    }
  }

  /**
   * Writes the values of all parameters, by their dotted paths, to a safetensors file: a new one,
   * or in place of an old one, which is never left half-written.
   */
  public final void save(Path file) throws IOException {
    new SafeTensors(state(), Map.of()).write(file);
  }

  /**
   * Converts all parameters to another float type, such as float64 to check gradients with finite
   * differences. Each then has a new tensor, so this comes before anything that holds the old ones.
   *
   * @throws IllegalArgumentException if the type is int32
   */
  public final void convert(DType type) {
    if (!type.isFloat()) {
      throw new IllegalArgumentException("module: parameters can't be " + type);
    }
    parameters().values().forEach(parameter -> parameter.convert(type));
  }

  /**
   * Lets this and all its parts compute in a precision from now on; it may change at any time, such
   * as between training and measuring. A loss that is to have it, too, is {@link
   * Precision#crossEntropy}.
   */
  public final void setPrecision(Precision precision) {
    this.precision = precision;
    children.values().forEach(module -> module.setPrecision(precision));
  }

  /** The precision this computes in; {@link Precision#FULL} unless it was set. */
  public final Precision precision() {
    return precision;
  }

  /** The number of elements of all parameters. */
  public final long parameterCount() {
    return parameters().values().stream().mapToLong(p -> p.value().size()).sum();
  }
}
