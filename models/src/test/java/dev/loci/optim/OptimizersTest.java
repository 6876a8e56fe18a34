package dev.loci.optim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.nn.Parameter;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptimizersTest {
  private static final int STEPS = 50;
  private static final double DECAY = 0.1;

  /** One element's path under an update rule, in doubles. */
  private interface Rule {
    double update(double p, double gradient, int step, double rate);
  }

  private static double rate(int step) {
    return 0.01 / (1 + 0.1 * step);
  }

  private static AdamW adamW(KnownGradients model) {
    return new AdamW(model.parameters(), DECAY);
  }

  private static void run(Optimizer optimizer, KnownGradients model, int from, int to) {
    for (int step = from; step < to; step++) {
      optimizer.step(model.gradients(step), rate(step));
    }
  }

  private static List<float[]> values(KnownGradients model) {
    return model.state().values().stream().map(Tensor::toFloatArray).toList();
  }

  private static Tensor at(Map<String, Tensor> state, String name) {
    return requireNonNull(state.get(name), name);
  }

  private static Map<String, Tensor> copy(Map<String, Tensor> state) {
    Map<String, Tensor> copy = new LinkedHashMap<>();
    state.forEach((name, value) -> copy.put(name, value.copy()));
    return copy;
  }

  /** Checks every parameter after all steps; each element has a rule of its own. */
  private static void assertFollows(
      Optimizer optimizer, KnownGradients model, Supplier<Rule> rules) {
    Map<String, double[]> expected = new LinkedHashMap<>();
    model
        .parameters()
        .forEach((name, parameter) -> expected.put(name, follow(name, parameter, rules)));
    run(optimizer, model, 0, STEPS);
    expected.forEach((name, values) -> assertClose(name, at(model.state(), name), values));
  }

  private static double[] follow(String name, Parameter parameter, Supplier<Rule> rules) {
    double[] p = parameter.value().toDoubleArray();
    if (!parameter.isFrozen() && !name.equals(KnownGradients.UNUSED)) {
      Rule[] each = Stream.generate(rules).limit(p.length).toArray(Rule[]::new);
      for (int step = 0; step < STEPS; step++) {
        float[] gradient = KnownGradients.gradient(name, parameter, step);
        for (int i = 0; i < p.length; i++) {
          p[i] = each[i].update(p[i], gradient[i], step, rate(step));
        }
      }
    }
    return p;
  }

  private static void assertClose(String name, Tensor actual, double[] expected) {
    double[] values = actual.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).as(name).isCloseTo(expected[i], within(1e-6));
    }
  }

  private static Rule adamW() {
    return adamW(0.999, DECAY);
  }

  private static Rule adamW(double beta2, double decay) {
    return new Rule() {
      private double mean;
      private double square;

      @Override
      public double update(double p, double gradient, int step, double rate) {
        mean = 0.9 * mean + 0.1 * gradient;
        square = beta2 * square + (1 - beta2) * gradient * gradient;
        double m = mean / (1 - StrictMath.pow(0.9, step + 1));
        double v = square / (1 - StrictMath.pow(beta2, step + 1));
        return p * (1 - rate * decay) - rate * m / (Math.sqrt(v) + 1e-8);
      }
    };
  }

  @Test
  void adamWFollowsItsFormula() {
    KnownGradients model = new KnownGradients();
    assertFollows(adamW(model), model, OptimizersTest::adamW);
  }

  /** The bias is of rank 1 and does not decay here; the rest does. */
  @Test
  void adamWLetsParametersDecayAsItIsTold() {
    KnownGradients model = new KnownGradients();
    AdamW optimizer =
        new AdamW(model.parameters(), 0.9, (name, value) -> name.equals("bias") ? 0 : DECAY);
    Map<String, double[]> expected = new LinkedHashMap<>();
    model
        .parameters()
        .forEach((name, parameter) ->
            expected.put(
                name, follow(name, parameter, () -> adamW(0.9, name.equals("bias") ? 0 : DECAY))));
    run(optimizer, model, 0, STEPS);
    expected.forEach((name, values) -> assertClose(name, at(model.state(), name), values));
  }

  @Test
  void sgdFollowsItsFormula() {
    KnownGradients model = new KnownGradients();
    assertFollows(
        new Sgd(model.parameters()), model, () -> (p, gradient, step, rate) -> p - rate * gradient);
  }

  @Test
  void whatTakesNoPartIsLeftAlone() {
    KnownGradients model = new KnownGradients();
    double[] before = at(model.state(), KnownGradients.UNUSED).toDoubleArray();
    adamW(model).step(model.gradients(0), 0.5);
    new Sgd(model.parameters()).step(model.gradients(1), 0.5);
    assertThat(at(model.state(), KnownGradients.UNUSED).toDoubleArray()).isEqualTo(before);
  }

  @Test
  void whatIsFrozenLaterIsLeftAlone() {
    KnownGradients model = new KnownGradients();
    Optimizer optimizer = adamW(model);
    run(optimizer, model, 0, 2);
    model.parameters().values().forEach(Parameter::freeze);
    Map<String, Tensor> before = copy(model.state());
    Tape tape = new Tape();
    Variable other = tape.variable(Tensor.ones(1));
    optimizer.step(tape.gradients(other.square().sum()), 0.5);
    model
        .state()
        .forEach((name, x) ->
            assertThat(x.toFloatArray()).as(name).isEqualTo(at(before, name).toFloatArray()));
  }

  @Test
  void frozenParametersKeepTheirBitsAndHaveNoState() {
    KnownGradients model = new KnownGradients();
    float[] before = at(model.state(), KnownGradients.FROZEN).toFloatArray();
    AdamW adamW = adamW(model);
    run(adamW, model, 0, 3);
    run(new Sgd(model.parameters()), model, 0, 3);
    assertThat(at(model.state(), KnownGradients.FROZEN).toFloatArray()).isEqualTo(before);
    assertThat(adamW.state().keySet())
        .containsExactly(
            "steps",
            "mean.weight",
            "square.weight",
            "mean.bias",
            "square.bias",
            "mean.large",
            "square.large",
            "mean.unused",
            "square.unused");
    assertThat(new Sgd(model.parameters()).state()).isEmpty();
  }

  @Test
  void aRestoredAdamWGoesOnWithTheSameBits() {
    KnownGradients unbroken = new KnownGradients();
    AdamW first = adamW(unbroken);
    run(first, unbroken, 0, 8);
    Map<String, Tensor> parameters = copy(unbroken.state());
    Map<String, Tensor> state = copy(first.state());
    run(first, unbroken, 8, 16);

    KnownGradients resumed = new KnownGradients();
    AdamW second = adamW(resumed);
    run(second, resumed, 0, 1); // so that there is a state to be replaced
    resumed.load(parameters);
    second.restore(state);
    run(second, resumed, 8, 16);
    List<float[]> expected = values(unbroken);
    List<float[]> actual = values(resumed);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void aRestoredStateIsACopy() {
    KnownGradients model = new KnownGradients();
    AdamW optimizer = adamW(model);
    Map<String, Tensor> state = copy(optimizer.state());
    optimizer.restore(state);
    run(optimizer, model, 0, 1);
    assertThat(at(state, "mean.bias").toFloatArray()).containsOnly(0);
  }

  @Test
  void adamWRefusesAStateThatIsNotItsOwn() {
    KnownGradients model = new KnownGradients();
    AdamW optimizer = adamW(model);
    run(optimizer, model, 0, 2);
    Map<String, Tensor> good = copy(optimizer.state());
    at(good, "steps").fill(7);
    at(good, "mean.weight").fill(3);

    Map<String, Tensor> missing = copy(good);
    missing.remove("square.bias");
    assertRefused(optimizer, missing, "restore: square.bias is missing");
    Map<String, Tensor> unknown = copy(good);
    unknown.put("mean.frozen", Tensor.zeros(7));
    assertRefused(optimizer, unknown, "restore: there is no mean.frozen here");
    Map<String, Tensor> broadcast = copy(good);
    broadcast.put("mean.bias", Tensor.zeros(1));
    assertRefused(optimizer, broadcast, "restore: mean.bias is float32 [1], expected float32 [5]");
    Map<String, Tensor> converted = copy(good);
    converted.put("steps", Tensor.scalar(DType.FLOAT32, 7));
    assertRefused(optimizer, converted, "restore: steps is float32 [], expected int32 []");
  }

  private static void assertRefused(
      Optimizer optimizer, Map<String, Tensor> state, String message) {
    Map<String, Tensor> before = copy(optimizer.state());
    assertThatThrownBy(() -> optimizer.restore(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    before.forEach((name, value) ->
        assertThat(at(optimizer.state(), name).toDoubleArray())
            .as(name)
            .isEqualTo(value.toDoubleArray()));
  }

  @Test
  void sgdRefusesAnyState() {
    Sgd optimizer = new Sgd(new KnownGradients().parameters());
    optimizer.restore(Map.of());
    assertThatThrownBy(() -> optimizer.restore(Map.of("steps", Tensor.zeros(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("restore: there is no steps here");
  }
}
