package dev.loci.autograd.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final Tensor X = Tensor.of(new double[] {2});
  private static final Tensor W = Tensor.of(new double[] {-3});

  private static Tensor scalar(double value) {
    return Tensor.of(new double[] {value}).reshape();
  }

  /** tanh(x w + b), the neuron of many lectures. */
  private static Trace neuron() {
    Tensor x = scalar(2);
    Tensor w = scalar(-3);
    Tensor b = scalar(6.5);
    return Trace.of(
        tape -> tape.variable(x).mul(tape.variable(w)).add(tape.variable(b)).tanh(),
        Map.of("x", x, "w", w, "b", b));
  }

  private static Trace twice() {
    Tensor x = scalar(3);
    return Trace.of(tape -> tape.variable(x).mul(tape.variable(x)), Map.of("x", x));
  }

  @Test
  void codeOfCheckpointsIsRefused() {
    Tensor x = scalar(2);
    assertThatThrownBy(() ->
            Trace.of(tape -> {
              Variable v = tape.variable(x);
              return tape.checkpoint(() -> v.square());
            }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trace: a checkpoint computes its code once more");
  }

  @Test
  void textTellsEveryStep() {
    assertThat(neuron().toText())
        .isEqualTo(
            """
            step  op     shapes       what happens
               0  start               x = 2, w = -3, b = 6.5
               1  mul    [] [] -> []  v1 = x * w = 2 * (-3) = -6
               2  add    [] [] -> []  v2 = v1 + b = -6 + 6.5 = 0.5
               3  tanh   [] -> []     v3 = tanh(v2) = tanh(0.5) = 0.46212
               4  seed   []           dv3/dv3 = 1
               5  tanh'  [] -> []     gradient of v3: 1
                                      dv3/dv2 = 1 - v3^2 = 1 - 0.46212^2 = 0.78645
                                      v2 receives 1 * 0.78645 = 0.78645
               6  add'   [] -> []     gradient of v2: 0.78645
                                      dv2/dv1 = 1
                                      v1 receives 0.78645 * 1 = 0.78645
               7  add'   [] -> []     gradient of v2: 0.78645
                                      dv2/db = 1
                                      b receives 0.78645 * 1 = 0.78645
               8  mul'   [] -> []     gradient of v1: 0.78645
                                      dv1/dx = w = -3
                                      x receives 0.78645 * (-3) = -2.3593
               9  mul'   [] -> []     gradient of v1: 0.78645
                                      dv1/dw = x = 2
                                      w receives 0.78645 * 2 = 1.5729

            gradients of v3
              x: -2.3593
              w: 1.5729
              b: 0.78645
            """);
  }

  @Test
  void aVariableUsedTwiceAddsUp() {
    assertThat(twice().steps().getLast().lines())
        .containsExactly(
            "gradient of v1: 1",
            "dv1/dx = x = 3",
            "x receives 1 * 3 = 3",
            "added up, gradient of x: 3 + 3 = 6");
    assertThat(twice().node("x").gradient()).isEqualTo(Sample.of(scalar(6)));
  }

  @Test
  void graphvizDrawsEveryUse() {
    assertThat(twice().toDot())
        .isEqualTo(
            """
            digraph trace {
              rankdir=LR;
              n0 [shape=ellipse, label="x\\n3\\ngrad 6"];
              n1 [shape=box, label="v1 = mul\\n9\\ngrad 1"];
              n0 -> n1 [label="x\\n3"];
              n0 -> n1 [label="x\\n3"];
            }
            """);
  }

  @Test
  void mermaidDrawsEveryUse() {
    assertThat(twice().toMermaid())
        .isEqualTo(
            """
            flowchart LR
              n0(["x<br>3<br>grad 6"])
              n1["v1 = mul<br>9<br>grad 1"]
              n0 -->|"x<br>3"| n1
              n0 -->|"x<br>3"| n1
            """);
  }

  @Test
  void jsonHoldsEveryDigit() {
    assertThat(twice().toJson())
        .isEqualTo(
            """
            {"output":1,
            "nodes":[
            {"id":0,"kind":"variable","name":"x","op":null,"value":VALUE3,"gradient":VALUE6},
            {"id":1,"kind":"result","name":"v1","op":"mul","value":VALUE9,"gradient":VALUE1}
            ],
            "edges":[
            {"from":0,"to":1,"input":0,"formula":"x","local":VALUE3,"part":VALUE3},
            {"from":0,"to":1,"input":1,"formula":"x","local":VALUE3,"part":VALUE3}
            ],
            "steps":[
            {"phase":"start","node":1,"edge":null,"lines":["x = 3"],"total":null},
            {"phase":"forward","node":1,"edge":null,"lines":["v1 = x * x = 3 * 3 = 9"],"total":null},
            {"phase":"seed","node":1,"edge":null,"lines":["dv1/dv1 = 1"],"total":VALUE1},
            {"phase":"backward","node":1,"edge":0,"lines":["gradient of v1: 1","dv1/dx = x = 3","x receives 1 * 3 = 3"],"total":VALUE3},
            {"phase":"backward","node":1,"edge":1,"lines":["gradient of v1: 1","dv1/dx = x = 3","x receives 1 * 3 = 3","added up, gradient of x: 3 + 3 = 6"],"total":VALUE6}
            ]}
            """
                .replaceAll(
                    "VALUE(\\d)",
                    "{\"type\":\"float64\",\"shape\":[],\"values\":[$1.0],\"text\":\"$1\"}"));
    Tensor third = scalar(1.0 / 3);
    assertThat(Trace.of(tape -> tape.variable(third).neg()).toJson())
        .contains("\"values\":[" + 1.0 / 3 + "]");
  }

  @Test
  void matmulAndBroadcastSayShapesAndRules() {
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor w = Tensor.of(new double[] {1, 0, -1, 2, 1, 1}, 3, 2);
    Tensor b = Tensor.of(new double[] {10, 20});
    Trace trace =
        Trace.of(
            tape -> tape.constant(x).matmul(tape.variable(w)).add(tape.variable(b)).sum(),
            Map.of("x", x, "w", w, "b", b));
    assertThat(trace.toText())
        .isEqualTo(
            """
            step  op       shapes                   what happens
               0  start                             w = [3, 2] 1 0 -1 2 ..., b = [2] 10 20
               1  matmul   [2, 3] [3, 2] -> [2, 2]  v1 = x @ w = [2, 2] 2 7 5 16
               2  add      [2, 2] [2] -> [2, 2]     v2 = v1 + b = [2, 2] 12 27 15 36
               3  sum      [2, 2] -> []             v3 = sum(v2) = 90
               4  seed     []                       dv3/dv3 = 1
               5  sum'     [] -> [2, 2]             gradient of v3: 1
                                                    v2 receives g, repeated = [2, 2] 1 1 1 1
               6  add'     [2, 2] -> [2, 2]         gradient of v2: [2, 2] 1 1 1 1
                                                    dv2/dv1 = 1 = [2, 2] 1 1 1 1
                                                    v1 receives [2, 2] 1 1 1 1
               7  add'     [2, 2] -> [2]            gradient of v2: [2, 2] 1 1 1 1
                                                    dv2/db = 1 = [2, 2] 1 1 1 1
                                                    b receives [2] 2 2
                                                    (summed from [2, 2] to [2], as b was broadcast)
               8  matmul'  [2, 2] -> [3, 2]         gradient of v1: [2, 2] 1 1 1 1
                                                    w receives x^T @ g = [3, 2] 5 5 7 7 ...

            gradients of v3
              w: [3, 2] 5 5 7 7 ...
              b: [2] 2 2
            """);
    assertThat(trace.node("x").kind()).isEqualTo(Trace.Kind.CONSTANT);
    assertThat(trace.node("x").gradient()).isNull();
  }

  @Test
  void valuesAndGradientsAreTheEngines() {
    Tensor x = Tensor.of(new double[] {0.3, -0.7, 1.9, 2.2}, 2, 2);
    Tensor w = Tensor.of(new double[] {1.1, 0.4, -1.3, 0.8}, 2, 2);
    List<Variable> made = new ArrayList<>();
    Map<String, Tensor> names = Map.of("x", x, "w", w);
    Trace trace = Trace.of(tape -> model(tape, x, w, new ArrayList<>()), names);
    Tape tape = new Tape();
    Variable loss = model(tape, x, w, made);
    Gradients gradients = tape.gradients(loss);
    assertThat(trace.node("x").gradient()).isEqualTo(Sample.of(gradients.of(x)));
    assertThat(trace.node("w").gradient()).isEqualTo(Sample.of(gradients.of(w)));
    List<Variable> recorded = tape.gradients(loss, made);
    for (int i = 0; i < made.size(); i++) {
      Trace.Node node = trace.node("v" + (i + 1));
      assertThat(node.value()).isEqualTo(Sample.of(made.get(i).tensor()));
      assertThat(node.gradient()).isEqualTo(Sample.of(recorded.get(i).tensor()));
    }
    assertThat(trace.nodes().get(trace.output()).value()).isEqualTo(Sample.of(loss.tensor()));
  }

  private static Variable model(Tape tape, Tensor x, Tensor w, List<Variable> made) {
    Variable hidden = tape.variable(x).matmul(tape.variable(w));
    Variable active = hidden.tanh();
    Variable gated = active.mul(hidden);
    Variable chances = gated.softmax();
    Variable weighted = chances.mul(tape.variable(x));
    made.addAll(List.of(hidden, active, gated, chances, weighted));
    return weighted.sum();
  }

  /** What arrives times the local derivative is what goes on, and the parts add up. */
  @Test
  void everyStepIsTheChainRule() {
    Tensor a = scalar(0.4);
    Tensor b = scalar(1.7);
    Trace trace =
        Trace.of(tape -> {
          Variable x = tape.variable(a);
          Variable y = tape.variable(b);
          Variable z = x.sin().add(y.mul(x)).div(y.exp());
          Variable u = z.sigmoid().sub(x.square().softplus()).maximum(y.sqrt().neg());
          return u.mul(z).add(y.log().cos().reciprocal()).abs().add(x.erf()).add(y.pow(3).gelu());
        });
    Map<Integer, Double> gradients = new HashMap<>();
    gradients.put(trace.output(), 1.0);
    int steps = 0;
    for (Trace.Step step : trace.steps()) {
      if (step.phase() == Trace.Phase.BACKWARD) {
        Trace.Edge edge = trace.edges().get(step.edge());
        double local = only(edge.local());
        gradients.merge(edge.from(), gradients.getOrDefault(edge.to(), 0.0) * local, Double::sum);
        assertThat(only(step.total())).isCloseTo(gradients.get(edge.from()), within(1e-12));
        steps++;
      }
    }
    assertThat(steps).isEqualTo(trace.edges().stream().filter(e -> e.part() != null).count());
    for (Trace.Node node : trace.nodes()) {
      assertThat(only(node.gradient())).isCloseTo(gradients.get(node.id()), within(1e-12));
    }
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }

  private static double only(@Nullable Sample sample) {
    return Objects.requireNonNull(sample).values().get(0);
  }

  @Test
  void namesOfAnyKindStayText() {
    Tensor x = scalar(2);
    String name = "a\"\\<b>#\n{y}|`${title}{{data}}</script>";
    Trace trace = Trace.of(tape -> tape.variable(x).exp(), Map.of(name, x));
    assertThat(trace.toDot()).contains("label=\"a\\\"\\\\<b>#\\n{y}|`$");
    assertThat(trace.toMermaid()).contains("a#34;#92;#60;b#62;#35;<br>#123;y#125;#124;#96;$");
    assertThat(trace.toJson()).contains("a\\\"\\\\\\u003cb>#\\u000a{y}|`$");
    String page = trace.toHtml("<i>&\"");
    assertThat(page).contains("<title>&lt;i&gt;&amp;&quot;</title>").doesNotContain("b>#\n{y}|`");
    assertThat(page.split("</script>", -1)).hasSize(3);
  }

  @Test
  void takenNamesAreNotGivenAgain() {
    Tensor x = scalar(2);
    Trace trace = Trace.of(tape -> tape.variable(x).exp().neg(), Map.of("v1", x));
    assertThat(trace.nodes()).extracting(Trace.Node::name).containsExactly("v1", "v2", "v3");
  }

  @Test
  void largeTensorsAreCut() {
    Tensor x = Tensor.ones(100, 100);
    Trace trace = Trace.of(tape -> tape.variable(x).mul(2).sum());
    Trace.Node node = trace.node("x1");
    assertThat(node.value().values()).hasSize(Sample.MOST).containsOnly(1.0);
    assertThat(node.value().isCut()).isTrue();
    assertThat(trace.edges().get(0).local()).isNull();
    assertThat(trace.edges().get(0).formula()).isEqualTo("2");
  }

  @Test
  void gradientsTakenByTheCodeAreNotTheTracesBackwardPass() {
    Tensor x = scalar(2);
    Trace trace =
        Trace.of(
            tape -> {
              Variable v = tape.variable(x);
              return tape.gradients(v.mul(v).mul(v), List.of(v)).get(0);
            },
            Map.of("x", x));
    assertThat(trace.nodes().get(trace.output()).value()).isEqualTo(Sample.of(scalar(12)));
    assertThat(trace.node("x").gradient()).isEqualTo(Sample.of(scalar(12)));
    assertThat(trace.steps().stream().filter(s -> s.phase() == Trace.Phase.SEED)).hasSize(1);
  }

  @Test
  void badUseIsRefused() {
    assertThatThrownBy(() -> Trace.of(tape -> tape.variable(Tensor.ones(2)).neg()))
        .hasMessageContaining("only a scalar can be differentiated without a seed");
    assertThatThrownBy(() -> Trace.of(tape -> tape.constant(X).mul(tape.constant(W))))
        .hasMessageContaining("depends on no variable");
    assertThatThrownBy(() -> neuron().node("y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trace: there is no node \"y\"");
    Trace chain =
        Trace.of(tape ->
            Collections.nCopies(200, 0).stream()
                .reduce(tape.variable(X), (x, _) -> x.neg(), (a, _) -> a));
    assertThatThrownBy(() -> chain.toHtml("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "trace: a graph of 201 nodes is too large for a page; at most 200 can be shown");
    assertThat(chain.toText()).contains("v200 = -v199");
  }

  @Test
  void profilersCanBeginAnew() {
    Profiler profiler = new Profiler();
    Tape tape = new Tape();
    tape.listen(profiler);
    Variable x = tape.variable(Tensor.ones(3));
    x.exp();
    profiler.reset();
    assertThat(profiler.profile().rows()).isEmpty();
    x.sin();
    assertThat(profiler.profile().rows()).extracting(Profile.Row::op).containsExactly("sin");
  }

  @Test
  void profileCountsCallsAndBytes() {
    Tensor x = Tensor.ones(10, 4);
    Trace trace = Trace.of(tape -> tape.variable(x).exp().exp().reshape(4, 10).sum());
    assertThat(trace.profile().rows())
        .extracting(Profile.Row::op)
        .containsExactlyInAnyOrder("exp", "sum", "reshape");
    for (Profile.Row row : trace.profile().rows()) {
      switch (row.op()) {
        case "exp" -> {
          assertThat(row.forwardCalls()).isEqualTo(2);
          assertThat(row.backwardCalls()).isEqualTo(2); // g * y, twice
          assertThat(row.forwardBytes()).isEqualTo(2 * 160);
          assertThat(row.backwardBytes()).isEqualTo(2 * 160);
          assertThat(row.forwardNanos()).isPositive();
          assertThat(row.backwardNanos()).isPositive();
        }
        case "sum" -> assertThat(row.forwardBytes()).isEqualTo(4);
        default -> assertThat(row.forwardBytes()).isZero(); // a view
      }
    }
    assertThat(trace.profile().toText()).startsWith("operation").containsPattern("\nexp +2 +2 ");
  }
}
