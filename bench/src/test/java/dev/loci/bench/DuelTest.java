package dev.loci.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DuelTest {
  @Test
  void contendersTakeTurns() {
    List<String> order = new ArrayList<>();
    Map<String, Duel.Times> times =
        new Duel()
            .add("a", () -> order.add("a"))
            .add("b", () -> order.add("b"))
            .add("c", () -> order.add("c"))
            .turnMillis(0)
            .warmUpMillis(0)
            .rounds(3)
            .run();
    assertThat(times.keySet()).containsExactly("a", "b", "c");
    assertThat(times.values())
        .allSatisfy(each -> {
          assertThat(each.calls()).isEqualTo(1);
          assertThat(each.rounds()).hasSize(3);
        });
    int timed = 9;
    assertThat(order.subList(order.size() - timed, order.size()))
        .containsExactly("a", "b", "c", "a", "b", "c", "a", "b", "c");
  }

  @Test
  void quickCallsAreRepeatedAndSlowOnesAreNot() {
    AtomicInteger quick = new AtomicInteger();
    Map<String, Duel.Times> times =
        new Duel()
            .add("quick", quick::incrementAndGet)
            .add("slow", () -> LockSupport.parkNanos(3_000_000))
            .turnMillis(1)
            .warmUpMillis(5)
            .rounds(2)
            .run();
    List<Duel.Times> both = List.copyOf(times.values());
    assertThat(both.get(0).calls()).isGreaterThan(10);
    assertThat(both.get(1).calls()).isEqualTo(1);
    assertThat(both.get(0).speedup(both.get(1))).isGreaterThan(1);
  }

  @Test
  void mediansAreOfTheSortedValues() {
    assertThat(Duel.median(3, 1, 100)).isEqualTo(3);
    assertThat(Duel.median(4, 1, 100, 2)).isEqualTo(3);
    assertThat(Duel.geometricMean(2, 8)).isCloseTo(4, within(1e-12));
    double[] rounds = {5, 1, 3};
    Duel.Times times = new Duel.Times("a", 1, rounds);
    assertThat(times.median()).isEqualTo(3);
    assertThat(rounds).containsExactly(5, 1, 3);
    assertThat(times.speedup(new Duel.Times("b", 1, new double[] {6}))).isEqualTo(2);
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> new Duel().add("a", () -> {}).add("a", () -> {}))
        .hasMessage("duel: there are two contenders named a");
    assertThatThrownBy(() -> new Duel().rounds(0)).hasMessageContaining("0 rounds");
    assertThatThrownBy(() -> Duel.median()).hasMessageContaining("no values");
    assertThatThrownBy(() -> Duel.geometricMean()).hasMessageContaining("no values");
  }
}
