package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.testkit.OpCase;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What an operation prepares, it can compute again when its inputs hold other values. */
class PreparedOpProperties {

  @Property(tries = 100)
  void runningAgainComputesFromWhatTheInputsHoldThen(@ForAll("aCaseOfEachOp") List<OpCase> cases) {
    for (OpCase c : cases) {
      Computation prepared = c.op().prepare(c.inputs());
      prepared.run();
      for (Tensor x : c.floats()) {
        x.copyFrom(x.mul(0.5));
      }
      if (!prepared.step().equals(Step.NONE)) {
        prepared.output().fill(Double.NaN); // a step sets all of its output
      }
      assertThat(prepared.run().toDoubleArray())
          .as("%s, run again", c)
          .isEqualTo(c.op().prepare(c.inputs()).run().toDoubleArray());
    }
  }

  @Provide
  Arbitrary<List<OpCase>> aCaseOfEachOp() {
    return Combinators.combine(new ArrayList<>(OpCases.all().values())).as(cases -> cases);
  }
}
