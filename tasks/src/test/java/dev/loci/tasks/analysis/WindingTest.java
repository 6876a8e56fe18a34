package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WindingTest {
  @Test
  void ringGoesRoundOnceEitherWayAndWhereverItLies() {
    assertThat(Winding.of(polygon(15, 1))).isEqualTo(new Winding(1, 1));
    assertThat(Winding.of(polygon(15, -1)).shape()).isEqualTo("ring");
  }

  @Test
  void starPolygonGoesRoundSeveralTimes() {
    Winding winding = Winding.of(polygon(15, 7));
    assertThat(winding).isEqualTo(new Winding(7, 1));
    assertThat(winding.shape()).isEqualTo("star polygon");
  }

  @Test
  void twoNodesSwappedBreakARingAndAStarIsATangleThen() {
    double[][] ring = polygon(15, 1);
    double[] first = ring[3];
    ring[3] = ring[4];
    ring[4] = first;
    assertThat(Winding.of(ring)).isEqualTo(new Winding(1, 14.0 / 15));
    assertThat(Winding.of(ring).shape()).isEqualTo("broken ring");
    double[][] star = polygon(15, 7);
    star[3] = star[4];
    assertThat(Winding.of(star).shape()).isEqualTo("tangle");
  }

  @Test
  void tooLittleIsRefused() {
    assertThatThrownBy(() -> Winding.of(new double[2][4]))
        .hasMessage("winding: 2 nodes make no ring, at least 3 are needed");
    assertThatThrownBy(() -> Winding.of(new double[4][1]))
        .hasMessage("winding: a ring does not fit into 1 dimension");
  }

  /** Far from the origin, in a tilted plane of five dimensions. */
  private static double[][] polygon(int n, int step) {
    double[][] nodes = new double[n][];
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * step * i / n;
      double x = Math.cos(angle);
      double y = Math.sin(angle);
      nodes[i] = new double[] {9 + x, x - y, 4, 2 * y + x, -7 - y};
    }
    return nodes;
  }
}
