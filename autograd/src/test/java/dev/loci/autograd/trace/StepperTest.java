package dev.loci.autograd.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepperTest {
  private static Variable diamond(Tape tape, Tensor tensor) {
    Variable x = tape.variable(tensor);
    Variable left = x.exp().tanh().mul(x);
    return left.add(x.mul(x)).add(x).sum();
  }

  private static Trace trace() {
    Tensor x = Tensor.of(new double[] {1.5});
    return Trace.of(tape -> diamond(tape, x), Map.of("x", x));
  }

  @Test
  void thePageAsksForNothing() {
    String page = trace().toHtml("diamond");
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain("http:", "https:", "import(", "fetch(");
    assertThat(page).doesNotContain("src=", "@import", "{{");
  }

  @Test
  void everyNodeAndEdgeIsDrawnOnce() {
    Trace trace = trace();
    String page = trace.toHtml("diamond");
    trace.nodes().forEach(node -> assertThat(page).containsOnlyOnce("id=\"n" + node.id() + "\""));
    for (int i = 0; i < trace.edges().size(); i++) {
      assertThat(page).containsOnlyOnce("id=\"e" + i + "\"").containsOnlyOnce("id=\"l" + i + "\"");
    }
  }

  @Test
  void nodesDoNotOverlapAndEdgesGoRight() {
    Trace trace = trace();
    Layout layout = new Layout(trace);
    Set<Layout.Point> places = new HashSet<>();
    for (Trace.Node node : trace.nodes()) {
      Layout.Point place = layout.node(node.id());
      assertThat(place.x()).isBetween(Layout.WIDTH / 2.0, layout.width() - Layout.WIDTH / 2.0);
      assertThat(place.y()).isBetween(Layout.HEIGHT / 2.0, layout.height() - Layout.HEIGHT / 2.0);
      for (Layout.Point other : places) {
        assertThat(
                Math.abs(other.x() - place.x()) >= Layout.WIDTH
                    || Math.abs(other.y() - place.y()) >= Layout.HEIGHT)
            .isTrue();
      }
      places.add(place);
    }
    for (int i = 0; i < trace.edges().size(); i++) {
      List<Layout.Point> points = layout.edge(i);
      assertThat(points.getFirst()).isEqualTo(layout.node(trace.edges().get(i).from()));
      assertThat(points.getLast()).isEqualTo(layout.node(trace.edges().get(i).to()));
      for (int j = 1; j < points.size(); j++) {
        assertThat(points.get(j).x()).isGreaterThan(points.get(j - 1).x());
      }
    }
  }

  @Test
  void aSingleVariableIsAGraphToo() {
    Tensor x = Tensor.of(new double[] {1.5});
    Trace trace = Trace.of(tape -> tape.variable(x), Map.of("x", x));
    assertThat(trace.steps())
        .extracting(Trace.Step::phase)
        .containsExactly(Trace.Phase.START, Trace.Phase.SEED);
    assertThat(trace.toHtml("x")).contains("id=\"n0\"");
    assertThat(trace.node("x").gradient()).isEqualTo(Sample.of(Tensor.of(new double[] {1})));
  }

  @Test
  void numbersReadWell() {
    assertThat(List.of(2.0, -3.0, 0.1 + 0.2, 1e6, -1234567.8, 1e-5, 0.00012345678, 0.0, -0.5))
        .extracting(Numbers::text)
        .containsExactly("2", "-3", "0.3", "1e6", "-1.2346e6", "1e-5", "0.00012346", "0", "-0.5");
    assertThat(Numbers.text(Double.NaN)).isEqualTo("NaN");
    assertThat(Numbers.text(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    assertThat(Numbers.operand(-0.25)).isEqualTo("(-0.25)");
  }
}
