package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.testkit.Draw;
import dev.loci.autograd.testkit.OpCase;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A fused operation is its definition, only faster. */
class FusedProperties {

  @Property(tries = 150)
  void agreeWithTheirDefinitionInFloat64(
      @ForAll("aCaseOfEachFusedOp") List<OpCase> cases, @ForAll long seed) {
    cases.forEach(c -> agreesWithDefinition(c, Draw.of(seed), 1e-10));
  }

  @Property(tries = 150)
  void agreeWithTheirDefinitionInFloat32(
      @ForAll("aCaseOfEachFusedOp") List<OpCase> cases, @ForAll long seed) {
    for (OpCase c : cases) {
      Draw draw = Draw.of(seed);
      agreesWithDefinition(inFloat32(c, draw), draw, 1e-5);
    }
  }

  /** What is prepared can be run again on other values in the same buffers. */
  @Property(tries = 50)
  void gradientsCanBeComputedAgain(
      @ForAll("aCaseOfEachFusedOp") List<OpCase> cases, @ForAll long seed) {
    for (OpCase c : cases) {
      Tape tape = new Tape();
      Variable output = apply(c, tape, leaves(c, tape));
      Call call = tape.calls().get(0);
      Tensor gradient = seedOf(output, Draw.of(seed));
      Op.Backward prepared = ((Op.Fused) call.op()).vjp(call, gradient);
      prepared.step().run();
      List<Tensor> first = Arrays.stream(prepared.gradients()).map(Tensor::copy).toList();
      gradient.copyFrom(gradient.mul(2));
      Arrays.stream(prepared.gradients()).forEach(x -> x.fill(Double.NaN));
      prepared.step().run();
      for (int i = 0; i < first.size(); i++) {
        assertThat(prepared.gradients()[i].toDoubleArray())
            .as("gradient %d of %s", i, c)
            .isEqualTo(first.get(i).mul(2).toDoubleArray());
      }
    }
  }

  @Provide
  Arbitrary<List<OpCase>> aCaseOfEachFusedOp() {
    List<Arbitrary<OpCase>> fused =
        Ops.all().stream().filter(Op.Fused.class::isAssignableFrom).map(OpCases::of).toList();
    assertThat(fused).isNotEmpty();
    return Combinators.combine(fused).as(cases -> cases);
  }

  private static void agreesWithDefinition(OpCase c, Draw draw, double tolerance) {
    Tape tape = new Tape();
    List<Variable> leaves = leaves(c, tape);
    Variable fused = apply(c, tape, leaves);
    Variable definition = ((Op.Fused) c.op()).definition(c.on(tape, leaves));
    Tensor seed = seedOf(fused, draw);
    close(c + ": value", fused.tensor(), definition.tensor(), tolerance);
    var direct = tape.gradients(fused, seed);
    var expected = tape.gradients(definition, seed);
    List<Variable> recorded = tape.gradients(fused, tape.constant(seed), leaves);
    for (int i = 0; i < leaves.size(); i++) {
      Variable x = leaves.get(i);
      close(c + ": gradient " + i, direct.of(x), expected.of(x), tolerance);
      close(c + ": recorded " + i, recorded.get(i).tensor(), expected.of(x), tolerance);
    }
  }

  private static Variable apply(OpCase c, Tape tape, List<Variable> leaves) {
    return tape.apply(c.op(), c.on(tape, leaves).toArray(Variable[]::new));
  }

  private static List<Variable> leaves(OpCase c, Tape tape) {
    return Arrays.stream(c.floats()).map(tape::variable).toList();
  }

  private static Tensor seedOf(Variable output, Draw draw) {
    Tensor seed = draw.tensor(output.tensor().shape(), Draw::nonZero);
    return output.tensor().dtype() == DType.FLOAT64
        ? seed
        : draw.layout(seed.to(output.tensor().dtype()));
  }

  /** The same case in float32; an input that occurs twice still does. */
  private static OpCase inFloat32(OpCase c, Draw draw) {
    List<Tensor> inputs = new ArrayList<>();
    for (Tensor x : c.inputs()) {
      int known = c.inputs().indexOf(x);
      inputs.add(known < inputs.size() ? inputs.get(known) : draw.layout(x.to(DType.FLOAT32)));
    }
    return c.withInputs(inputs);
  }

  /** Relative to the norm, or to 1, the size of the addends, where these cancel. */
  private static void close(String what, Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    Tensor difference = actual.to(DType.FLOAT64).sub(expected.to(DType.FLOAT64));
    assertThat(norm(difference))
        .as(what)
        .isLessThanOrEqualTo(tolerance * Math.max(norm(expected.to(DType.FLOAT64)), 1));
  }

  private static double norm(Tensor x) {
    return Math.sqrt(x.square().sum().item());
  }
}
