package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

class OpDerivativeProperties {
  private static final OpCheck CHECK = new OpCheck(OpCases.all().keySet());

  @Property(tries = 500)
  void gradientsOfOrder1And2AgreeWithFiniteDifferences(
      @ForAll("aCaseOfEachOp") List<OpCase> cases) {
    cases.forEach(CHECK::check);
  }

  @Provide
  Arbitrary<List<OpCase>> aCaseOfEachOp() {
    return Combinators.combine(new ArrayList<>(OpCases.all().values())).as(cases -> cases);
  }

  @AfterContainer
  static void noOpWasLeftOut() {
    assertThat(CHECK.gaps(Ops.all())).isEmpty();
  }
}
