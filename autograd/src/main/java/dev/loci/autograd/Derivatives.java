package dev.loci.autograd;

import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Derivatives of functions of tensors, as tensors. Each method computes the function once, on a
 * tape of its own; inside the function, {@link Tape#variable} of an input gives the input's
 * variable, so that functions may also know their inputs as tensors.
 *
 * <p>A derivative by an input that the output does not depend on is zeros. All methods throw an
 * IllegalArgumentException if an input is int32, or if something has another shape or type than is
 * asked for.
 */
public final class Derivatives {
  private Derivatives() {}

  /** The gradient of a scalar function, of the input's shape. */
  public static Tensor gradient(UnaryOperator<Variable> function, Tensor x) {
    return gradients(ofOne(function), List.of(x)).get(0);
  }

  /** The gradients of a scalar function by each input, of their shapes. */
  public static List<Tensor> gradients(TensorFunction function, List<Tensor> inputs) {
    Evaluation at = new Evaluation("gradient", function, inputs);
    at.requireScalar("; see jacobian, or vjp for weights to start from");
    return at.pull(Tensor.full(at.value().dtype(), at.value().shape(), 1));
  }

  /**
   * The vector-Jacobian products: the gradients by each input of the output weighted by a seed.
   *
   * @param seed of the output's shape
   */
  public static List<Tensor> vjp(TensorFunction function, List<Tensor> inputs, Tensor seed) {
    Evaluation at = new Evaluation("vjp", function, inputs);
    requireLike("vjp: the seed", seed, "the output", at.value());
    return at.pull(seed);
  }

  /**
   * The Jacobian-vector product: how the output changes as the inputs move along tangents. The
   * reverse mode's result is linear in its seed, and the derivative by that seed is this product
   * (Townsend, "A new trick for calculating Jacobian vector products", 2017): exact, for every
   * operation whose gradient can be differentiated.
   *
   * @param tangents one for each input, of its shape
   * @return of the output's shape
   */
  public static Tensor jvp(TensorFunction function, List<Tensor> inputs, List<Tensor> tangents) {
    requireLike("jvp: tangent", tangents, inputs);
    Evaluation at = new Evaluation("jvp", function, inputs);
    Tensor zeros = Tensor.zeros(at.value().dtype(), at.value().shape());
    if (!at.output.requiresGradient()) {
      return zeros;
    }
    Variable seed = at.tape.variable(zeros);
    List<Variable> pulled = at.tape.gradients(at.output, seed, at.variables);
    return at.slope(pulled, tangents, List.of(seed)).get(0);
  }

  /**
   * All partial derivatives of all elements, from one backward pass for each element of the output.
   *
   * @return of the output's shape followed by the input's
   */
  public static Tensor jacobian(UnaryOperator<Variable> function, Tensor x) {
    return jacobians(ofOne(function), List.of(x)).get(0);
  }

  /** As {@link #jacobian}, by each input. */
  public static List<Tensor> jacobians(TensorFunction function, List<Tensor> inputs) {
    return new Evaluation("jacobian", function, inputs).jacobians();
  }

  /**
   * The second derivatives of a scalar function, the Jacobian of its gradient.
   *
   * @return of the input's shape, twice
   */
  public static Tensor hessian(UnaryOperator<Variable> function, Tensor x) {
    Evaluation at = new Evaluation("hessian", ofOne(function), List.of(x));
    at.requireScalar("");
    if (!at.output.requiresGradient()) {
      return Tensor.zeros(x.dtype(), x.shape().append(x.shape()));
    }
    at.output = at.tape.gradients(at.output, at.variables).get(0);
    return at.jacobians().get(0);
  }

  /**
   * The product of a scalar function's Hessian and a vector, without the Hessian: the gradient of
   * the gradient's projection (Pearlmutter, 1994).
   *
   * @param vectors the parts of the vector, one for each input, of its shape
   * @return the parts of the product, of the same shapes
   */
  public static List<Tensor> hvp(
      TensorFunction function, List<Tensor> inputs, List<Tensor> vectors) {
    requireLike("hvp: vector", vectors, inputs);
    Evaluation at = new Evaluation("hvp", function, inputs);
    at.requireScalar("");
    if (!at.output.requiresGradient()) {
      return at.zeros(at.variables);
    }
    List<Variable> gradient = at.tape.gradients(at.output, at.variables);
    return at.slope(gradient, vectors, at.variables);
  }

  private static TensorFunction ofOne(UnaryOperator<Variable> function) {
    return inputs -> function.apply(inputs.get(0));
  }

  private static void requireLike(String what, List<Tensor> given, List<Tensor> inputs) {
    if (given.size() != inputs.size()) {
      throw new IllegalArgumentException(
          "%ss: %d are given for %d inputs".formatted(what, given.size(), inputs.size()));
    }
    for (int i = 0; i < given.size(); i++) {
      requireLike(what + " " + i, given.get(i), "the input", inputs.get(i));
    }
  }

  private static void requireLike(String what, Tensor given, String model, Tensor like) {
    if (given.dtype() != like.dtype() || !given.shape().equals(like.shape())) {
      throw new IllegalArgumentException(
          "%s is %s %s, %s %s %s"
              .formatted(what, given.dtype(), given.shape(), model, like.dtype(), like.shape()));
    }
  }

  /** A function's value on a tape. */
  private static final class Evaluation {
    final String name;
    final Tape tape = new Tape();
    final List<Variable> variables = new ArrayList<>();
    Variable output;

    Evaluation(String name, TensorFunction function, List<Tensor> inputs) {
      this.name = name;
      Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());
      for (int i = 0; i < inputs.size(); i++) {
        Tensor x = inputs.get(i);
        if (!x.dtype().isFloat()) {
          throw new IllegalArgumentException(
              "%s: input %d is %s; only float tensors have gradients"
                  .formatted(name, i, x.dtype()));
        }
        // The same tensor in two places is two inputs: a view tells them apart.
        variables.add(tape.variable(known.add(x) ? x : x.unsqueeze(0).select(0, 0)));
      }
      output = function.apply(List.copyOf(variables));
      tape.requireOwn(name + ": the output", output);
      if (!value().dtype().isFloat()) {
        throw new IllegalArgumentException(
            "%s: the output is %s; only float values have gradients"
                .formatted(name, value().dtype()));
      }
    }

    Tensor value() {
      return output.tensor();
    }

    void requireScalar(String hint) {
      if (value().size() != 1) {
        throw new IllegalArgumentException(
            "%s: the output has shape %s, expected a scalar%s"
                .formatted(name, value().shape(), hint));
      }
    }

    List<Tensor> zeros(List<Variable> by) {
      return by.stream().map(x -> Tensor.zeros(x.tensor().dtype(), x.tensor().shape())).toList();
    }

    List<Tensor> pull(Tensor seed) {
      if (!output.requiresGradient()) {
        return zeros(variables);
      }
      Gradients gradients = tape.gradients(output, seed);
      return variables.stream().map(gradients::of).toList();
    }

    /** The gradients of the sum of all products of variables and weights. */
    List<Tensor> slope(List<Variable> of, List<Tensor> weights, List<Variable> by) {
      Variable total = tape.constant(Tensor.scalar(value().dtype(), 0));
      for (int i = 0; i < of.size(); i++) {
        Variable product = of.get(i).mul(tape.constant(weights.get(i)));
        total = total.add(product.sum().to(value().dtype()));
      }
      if (!total.requiresGradient()) {
        return zeros(by);
      }
      Gradients gradients = tape.gradients(total);
      return by.stream().map(gradients::of).toList();
    }

    List<Tensor> jacobians() {
      Shape shape = value().shape();
      List<Tensor> results = new ArrayList<>();
      for (Variable x : variables) {
        results.add(Tensor.zeros(x.tensor().dtype(), shape.append(x.tensor().shape())));
      }
      for (int row = 0; row < shape.size(); row++) {
        Tensor seed = Tensor.zeros(value().dtype(), Shape.of(shape.size()));
        seed.set(1, row);
        List<Tensor> gradients = pull(seed.reshape(shape));
        for (int i = 0; i < gradients.size(); i++) {
          Tensor gradient = gradients.get(i);
          Tensor rows = results.get(i).reshape(Shape.of(shape.size()).append(gradient.shape()));
          rows.select(0, row).copyFrom(gradient);
        }
      }
      return results;
    }
  }
}
