package dev.loci.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final double RATE = 0.003;
  private static final Schedule USUAL =
      Schedule.warmup(100, Schedule.cosine(RATE, RATE / 10, 100, 1000));

  @Test
  void warmupGrowsInALineFromZero() {
    assertThat(USUAL.at(0)).isZero();
    for (int step = 1; step < 100; step++) {
      assertThat(USUAL.at(step)).isCloseTo(RATE * step / 100, within(1e-17));
    }
    assertThat(USUAL.at(100)).isCloseTo(RATE, within(1e-17));
  }

  @Test
  void theCosineFallsToItsFloorAndStays() {
    for (int step = 101; step <= 1000; step++) {
      assertThat(USUAL.at(step)).isBetween(RATE / 10, USUAL.at(step - 1)).isNotEqualTo(RATE);
    }
    assertThat(USUAL.at(325))
        .isCloseTo(RATE * (0.1 + 0.45 * (1 + Math.sqrt(0.5))), within(1e-16)); // a quarter
    assertThat(USUAL.at(550)).isCloseTo(RATE * 0.55, within(1e-16)); // half
    assertThat(USUAL.at(999)).isGreaterThan(RATE / 10);
    assertThat(USUAL.at(1000)).isEqualTo(RATE / 10);
    assertThat(USUAL.at(Long.MAX_VALUE)).isEqualTo(RATE / 10);
  }

  @Test
  void warmupOfNoStepsIsTheOtherSchedule() {
    Schedule schedule = Schedule.warmup(0, Schedule.constant(RATE));
    assertThat(schedule.at(0)).isEqualTo(RATE);
    assertThat(schedule.at(5)).isEqualTo(RATE);
  }

  @Test
  void warmupReachesAConstantRate() {
    Schedule schedule = Schedule.warmup(4, Schedule.constant(RATE));
    assertThat(schedule.at(3)).isEqualTo(RATE * 3 / 4);
    assertThat(schedule.at(4)).isEqualTo(RATE);
    assertThat(schedule.at(1_000_000)).isEqualTo(RATE);
  }

  @Test
  void aCosineOfNoStepsIsItsFloor() {
    assertThat(Schedule.cosine(RATE, RATE / 10, 0, 0).at(0)).isEqualTo(RATE / 10);
  }
}
