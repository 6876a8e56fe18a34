package dev.loci.optim;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Map;

/** Parameters with a loss that is linear in them, so that its gradients are known numbers. */
final class KnownGradients extends Module {
  private static final RandomStream RANDOM = RandomStream.of(21);

  /** A parameter that no loss depends on. */
  static final String UNUSED = "unused";

  /** A parameter that a loss depends on, but that is frozen. */
  static final String FROZEN = "frozen";

  KnownGradients() {
    parameter("weight", 3, 5);
    parameter("bias", 5);
    parameter("large", 100, 170); // worth sharing between threads
    parameter(UNUSED, 4);
    parameter(FROZEN, 7).freeze();
    parameters()
        .forEach(
            (name, parameter) -> RANDOM.split(name).fillNormal(parameter.value().array(), 0, 0.1f));
  }

  /** The gradient by a parameter at a step, in sizes from 1 down to 1e-9. */
  static float[] gradient(String name, Parameter parameter, int step) {
    float[] values = new float[parameter.value().size()];
    if (!name.equals(UNUSED)) {
      RANDOM.split(name).split(Integer.toString(step)).fillUniform(values, -1, 1);
      float size = 1;
      for (int i = 0; i < values.length; i++) {
        values[i] *= size;
        size = i % 10 == 9 ? 1 : size / 10;
      }
    }
    return values;
  }

  Gradients gradients(int step) {
    Tape tape = new Tape();
    Variable loss = tape.constant(Tensor.zeros(1)).sum();
    for (Map.Entry<String, Parameter> named : parameters().entrySet()) {
      String name = named.getKey();
      Parameter parameter = named.getValue();
      if (!name.equals(UNUSED)) {
        int[] shape = parameter.value().shape().toArray();
        Tensor slope = Tensor.wrap(gradient(name, parameter, step), shape);
        loss = loss.add(parameter.on(tape).mul(tape.constant(slope)).sum());
      }
    }
    return tape.gradients(loss);
  }
}
