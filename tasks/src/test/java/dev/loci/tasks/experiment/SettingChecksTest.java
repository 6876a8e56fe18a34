package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.optim.Schedule;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What settings may not be is said in one wording. */
class SettingChecksTest {

  @Test
  void boundsAreInside() {
    assertThatCode(() -> SettingChecks.range("x", 1, 1, 2)).doesNotThrowAnyException();
    assertThatCode(() -> SettingChecks.range("x", 2, 1, 2)).doesNotThrowAnyException();
    refused(() -> SettingChecks.range("x", 2.5, 1, 2), "setting x: 2.5 is not between 1 and 2");
    refused(() -> SettingChecks.range("x", Double.NaN, 0, 1e-9), "setting x: NaN is not between 0");
    refused(
        () -> SettingChecks.range("x", Double.POSITIVE_INFINITY, 0, 1),
        "setting x: Infinity is not between 0 and 1");
    assertThatCode(() -> SettingChecks.notNegative("x", 0)).doesNotThrowAnyException();
    refused(() -> SettingChecks.notNegative("x", -1), "setting x: -1 is negative");
  }

  @Test
  void widthsDivideIntoHeads() {
    assertThatCode(() -> SettingChecks.headsOf(8, 4)).doesNotThrowAnyException();
    refused(
        () -> SettingChecks.headsOf(8, 3),
        "setting heads: a width of 8 does not divide into 3 heads");
    refused(() -> SettingChecks.headsOf(8, 0), "setting heads: 0 is not between 1 and 8");
  }

  @Test
  void choicesAreNamed() {
    List<String> choices = List.of("star", "grid");
    assertThatCode(() -> SettingChecks.oneOf("g", "all", choices, "all"))
        .doesNotThrowAnyException();
    refused(
        () -> SettingChecks.oneOf("g", "all", choices), "setting g: \"all\" is none of star, grid");
    refused(
        () -> SettingChecks.oneOf("g", "x", choices, "all"),
        "setting g: \"x\" is none of all, star, grid");
    refused(
        () -> SettingChecks.subset("g", List.of("grid", "grid"), choices),
        "setting g: \"grid\" comes twice");
    refused(
        () -> SettingChecks.subset("g", List.of("grid", ""), choices),
        "setting g: \"\" is none of star, grid");
  }

  @Test
  void ratesGoUpAndDown() {
    Schedule cosine = Decay.schedule(Decay.COSINE, 2, 10, 110);
    assertThat(cosine.at(0)).isZero();
    assertThat(cosine.at(5)).isEqualTo(1);
    assertThat(cosine.at(10)).isEqualTo(2);
    assertThat(cosine.at(110)).isEqualTo(0.2);
    Schedule constant = Decay.schedule(Decay.CONSTANT, 2, 0, 110);
    assertThat(constant.at(0)).isEqualTo(2);
    assertThat(constant.at(109)).isEqualTo(2);
  }

  private static void refused(ThrowingCallable check, String sentence) {
    assertThatThrownBy(check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(sentence);
  }
}
