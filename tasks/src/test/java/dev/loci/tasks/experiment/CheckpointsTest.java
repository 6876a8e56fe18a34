package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.train.Checkpoint;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers that a run keeps beside its weights. */
class CheckpointsTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(3, Map.of(), Map.of("seconds", "1.5", "losses", "NaN", "settings", "{}"));

  @Test
  void numbersAreRead() {
    assertThat(Checkpoints.number(CHECKPOINT, "seconds")).isEqualTo(1.5);
    assertThat(Checkpoints.number(CHECKPOINT, "losses")).isNaN(); // a run may have diverged
  }

  @Test
  void whatIsNoNumberIsRefused() {
    refused("settings", "its settings, \"{}\", is no number");
    refused("train_seconds", "it has no number train_seconds");
  }

  private static void refused(String key, String sentence) {
    assertThatThrownBy(() -> Checkpoints.number(CHECKPOINT, key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
