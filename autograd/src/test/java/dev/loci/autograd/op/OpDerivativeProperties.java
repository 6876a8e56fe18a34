package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.testkit.OpCase;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Every differentiable operation, at both orders, in both modes, on views and broadcasts. */
class OpDerivativeProperties {
  private static final OpCheck CHECK = new OpCheck(OpCases.all().keySet());

  @Property(tries = 300)
  void everyOpHasEveryPropertyOfTheKit(@ForAll("aCaseOfEachOp") List<OpCase> cases) {
    cases.forEach(CHECK::check);
  }

  @Provide
  Arbitrary<List<OpCase>> aCaseOfEachOp() {
    return Combinators.combine(new ArrayList<>(OpCases.all().values())).as(cases -> cases);
  }

  @AfterContainer
  static void noOpWasLeftOut() {
    assertThat(CHECK.gaps(Ops.all())).isEmpty();
    System.getLogger("dev.loci.autograd").log(Level.INFO, CHECK.account());
  }
}
