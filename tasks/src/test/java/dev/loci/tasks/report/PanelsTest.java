package dev.loci.tasks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PanelsTest {
  private static final RunReport.Graph PATH =
      new RunReport.Graph(
          3, new int[][] {{0, 1}, {1, 2}}, OptionalInt.empty(), new int[] {0, 1, 2});

  @Test
  void rowsGrowWithPanels() throws Exception {
    Figure one = panels(1).figure();
    Figure four = panels(4).figure();
    Figure five = panels(5).figure();
    assertThat(four.width()).isEqualTo(five.width());
    assertThat(four.height()).isEqualTo(one.height()).isLessThan(five.height());
    assertThat(five.svg().length()).isGreaterThan(four.svg().length());
  }

  @Test
  void positionsMustBeOfTheGraph() {
    assertThatThrownBy(() -> new Panels.Drawing("a path", PATH, new double[2][3]))
        .hasMessage("panel a path: 2 positions for 3 nodes");
    assertThatThrownBy(() -> new Panels("none", "None", "Nothing", 4, List.of()))
        .hasMessage("panels none: 0 panels in 4 columns");
  }

  private static Panels panels(int count) {
    double[][] positions = {{0, 0, 0}, {1, 0, 0}, {1, 1, 0.5}};
    return IntStream.range(0, count)
        .<Panels.Panel>mapToObj(i -> new Panels.Drawing("path " + i, PATH, positions))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(),
                all -> new Panels("paths", "Paths", "Of three nodes", 4, all)));
  }
}
