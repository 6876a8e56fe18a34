package dev.loci.autograd.testkit;

import dev.loci.autograd.TensorFunction;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Whole random expressions: graphs of smooth operations in which values are used several times. */
public final class Expressions {
  private Expressions() {}

  /** One step of an expression: an operation on earlier values, by number. */
  private record Term(int kind, int left, int right) {
    private static final int KINDS = 11;

    Variable apply(List<Variable> values) {
      Variable a = values.get(left);
      Variable b = values.get(right);
      return switch (kind) {
        case 0 -> a.add(b);
        case 1 -> a.sub(b);
        case 2 -> a.mul(b).tanh(); // bounded, so that long products stay small
        case 3 -> a.div(b.square().add(1));
        case 4 -> a.tanh();
        case 5 -> a.sin();
        case 6 -> a.sigmoid().mul(b);
        case 7 -> a.square().add(1).sqrt();
        case 8 -> a.tensor().rank() == 0 ? a.cos() : a.softmax().mul(b);
        case 9 -> a.tensor().rank() == 0 ? a.erf() : a.mean(true, 0).add(b);
        default -> a.softplus();
      };
    }
  }

  /**
   * An expression of some inputs that broadcast to the given shape; its value is the last step's,
   * added to all inputs so that each is used.
   */
  public static TensorFunction draw(Draw draw, int inputs, int steps) {
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      int known = inputs + i - 1;
      terms.add(
          new Term(
              draw.between(0, Term.KINDS - 1), draw.between(0, known), draw.between(0, known)));
    }
    return variables -> {
      List<Variable> values = new ArrayList<>(variables);
      for (Term term : terms) {
        values.add(term.apply(values));
      }
      Variable result = values.get(values.size() - 1);
      for (Variable x : variables) {
        result = result.add(x.sin());
      }
      return result;
    };
  }

  /** Shapes of inputs that broadcast with each other, none empty. */
  public static Shape[] shapes(Draw draw, int inputs) {
    Shape joint = draw.filledShape(0, 2);
    Shape[] shapes = new Shape[inputs];
    for (int i = 0; i < inputs; i++) {
      shapes[i] = draw.stretchingTo(joint);
    }
    return shapes;
  }
}
