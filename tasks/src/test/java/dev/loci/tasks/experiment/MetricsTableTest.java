package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTableTest {
  private static MetricsTable table() {
    MetricsTable table = new MetricsTable(List.of("step", "loss"));
    table.add(0, Double.NaN);
    table.add(10, 0.5);
    return table;
  }

  @Test
  void tellsWhatItWasTold() {
    assertThat(table().toCsv()).isEqualTo("step,loss\n0,NaN\n10,0.5\n");
    assertThat(table().column("step")).containsExactly(0, 10);
    assertThat(table().last("loss")).isEqualTo(0.5);
    assertThat(new MetricsTable(List.of("step")).last("step")).isNaN();
  }

  @Test
  void goesThroughACheckpoint() {
    MetricsTable other = new MetricsTable(List.of("step", "loss"));
    other.add(99, 99);
    other.restore(table().toTensor());
    assertThat(other.toCsv()).isEqualTo(table().toCsv());
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> table().add(1))
        .hasMessage("metrics: 1 values for the columns [step, loss]");
    assertThatThrownBy(() -> table().restore(Tensor.zeros(2, 3)))
        .hasMessage("it has no table of step, loss");
    assertThatThrownBy(() -> table().restore(null)).hasMessage("it has no table of step, loss");
  }
}
