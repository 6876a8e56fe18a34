package dev.loci.tasks.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tensor.random.RandomStream;
import org.junit.jupiter.api.Test;

/** Tokens of facts go by their ids. */
class FactTokensTest {
  private final FactTokens shared =
      new FactTokens(FactSet.bijections(4, 2, RandomStream.of(1).split("facts")));
  private final FactTokens disjoint =
      new FactTokens(FactSet.disjoint(4, 2, 3, RandomStream.of(1).split("facts")));

  @Test
  void namesAreIds() {
    assertThat(shared.tokens("3, 5 4")).containsExactly(3, 5, 4);
    assertThat(disjoint.tokens("11")).containsExactly(11);
    assertThat(disjoint.name(11)).isEqualTo("11");
  }

  @Test
  void whatIsNoTokenIsRefused() {
    assertThatThrownBy(() -> shared.token("6"))
        .hasMessage("\"6\" is no token; subjects are 0 to 3, relations 4 to 5");
    assertThatThrownBy(() -> disjoint.token("[EDGE]"))
        .hasMessage(
            "\"[EDGE]\" is no token; subjects are 0 to 3, relations 4 to 5, answers 6 to 11");
    assertThatThrownBy(() -> shared.tokens(", ")).hasMessage("there is no token in \", \"");
    assertThatThrownBy(() -> disjoint.name(12)).hasMessage("facts: token 12 is not one of 12");
  }
}
