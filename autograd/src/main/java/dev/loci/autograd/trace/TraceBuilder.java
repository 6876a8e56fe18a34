package dev.loci.autograd.trace;

import dev.loci.autograd.Call;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a trace of a recorder's notes. */
final class TraceBuilder {
  /** A negative number that needs no parentheses, as it comes first. */
  private static final Pattern LEADING = Pattern.compile("^\\((-[^()]*)\\)(?= |$)");

  private record EdgeKey(Call call, int input) {}

  private final TraceRecorder notes;
  private final Map<Tensor, String> names = new IdentityHashMap<>();
  private final Map<Variable, Integer> ids = new HashMap<>();
  private final Map<Variable, Sample> gradients = new HashMap<>();
  private final Map<EdgeKey, Sample> parts = new HashMap<>();
  private final Map<EdgeKey, Integer> edgeIds = new HashMap<>();
  private final Map<Call, Formula> formulas = new HashMap<>();
  private final List<Trace.Node> nodes = new ArrayList<>();
  private final List<Trace.Edge> edges = new ArrayList<>();
  private final List<Trace.Step> steps = new ArrayList<>();

  TraceBuilder(TraceRecorder notes, Map<String, Tensor> names) {
    this.notes = notes;
    names.forEach((name, x) -> this.names.put(x, name));
  }

  Trace build(Variable output, Profile profile) {
    Sample one = Sample.of(Tensor.full(output.tensor().dtype(), output.tensor().shape(), 1));
    gradients.put(output, one);
    for (TraceRecorder.Part part : notes.parts()) {
      gradients.put(part.call().input(part.input()), part.total());
      parts.put(new EdgeKey(part.call(), part.input()), part.part());
    }
    addNodes();
    notes.calls().forEach(this::addEdges);
    addSteps(output, one);
    return new Trace(nodes, edges, steps, id(output), profile);
  }

  private int id(Variable x) {
    Integer id = ids.get(x);
    if (id == null) {
      throw new IllegalStateException("trace: variable " + x.id() + " was not recorded");
    }
    return id;
  }

  private Trace.Node node(Variable x) {
    return nodes.get(id(x));
  }

  // ---- Nodes

  private void addNodes() {
    Map<Variable, String> ops =
        notes.calls().stream().collect(Collectors.toMap(Call::output, call -> call.op().name()));
    Set<String> taken = new HashSet<>(names.values());
    notes
        .values()
        .forEach((x, value) -> {
          String op = ops.get(x);
          Trace.Kind kind =
              op != null
                  ? Trace.Kind.RESULT
                  : x.requiresGradient() ? Trace.Kind.VARIABLE : Trace.Kind.CONSTANT;
          String given = op == null ? names.get(x.tensor()) : null;
          String name =
              given != null
                  ? given
                  : kind == Trace.Kind.CONSTANT && value.isScalar()
                      ? Numbers.text(value.values().get(0))
                      : free(prefix(kind), taken);
          ids.put(x, nodes.size());
          nodes.add(new Trace.Node(nodes.size(), kind, name, op, value, gradients.get(x)));
        });
  }

  private static String prefix(Trace.Kind kind) {
    return switch (kind) {
      case VARIABLE -> "x";
      case CONSTANT -> "c";
      case RESULT -> "v";
    };
  }

  private static String free(String prefix, Set<String> taken) {
    int number = 1;
    while (!taken.add(prefix + number)) {
      number++;
    }
    return prefix + number;
  }

  // ---- Edges

  private void addEdges(Call call) {
    Formula formula = Formula.of(call.op(), call.inputs().size());
    formulas.put(call, formula);
    List<@Nullable Sample> local = LocalDerivatives.of(call, formula);
    for (int i = 0; i < call.inputs().size(); i++) {
      EdgeKey key = new EdgeKey(call, i);
      edgeIds.put(key, edges.size());
      edges.add(
          new Trace.Edge(
              id(call.input(i)),
              id(call.output()),
              i,
              call.needs(i) ? derivative(call, formula, i) : null,
              local.get(i),
              parts.get(key)));
    }
  }

  private @Nullable String derivative(Call call, Formula formula, int input) {
    return input < formula.derivatives().size()
        ? named(formula.derivatives().get(input), call)
        : null;
  }

  private String named(String text, Call call) {
    return Formula.fill(
        text, place -> place.equals("g") ? "g" : node(variable(place, call)).name());
  }

  private static Variable variable(String place, Call call) {
    return place.equals("y") ? call.output() : call.input(Integer.parseInt(place));
  }

  /** With numbers in the place of names, if all of them are numbers. */
  private @Nullable String numbers(String text, Call call) {
    boolean scalars =
        node(call.output()).value().isScalar()
            && call.inputs().stream().allMatch(x -> node(x).value().isScalar());
    return scalars && !text.contains("{g}")
        ? LEADING
            .matcher(Formula.fill(text, place -> number(node(variable(place, call)).value())))
            .replaceFirst("$1")
        : null;
  }

  private static String number(Sample scalar) {
    return Numbers.operand(scalar.values().get(0));
  }

  // ---- Steps

  private void addSteps(Variable output, Sample one) {
    String given =
        nodes.stream()
            .filter(node -> node.kind() == Trace.Kind.VARIABLE)
            .map(node -> node.name() + " = " + node.value().text())
            .collect(Collectors.joining(", "));
    step(Trace.Phase.START, output, -1, List.of(given), null);
    for (Call call : notes.calls()) {
      step(Trace.Phase.FORWARD, call.output(), -1, List.of(computed(call)), null);
    }
    String name = node(output).name();
    String seed = "d%s/d%s = %s".formatted(name, name, one.text());
    step(Trace.Phase.SEED, output, -1, List.of(seed), one);
    Map<Variable, Sample> before = new HashMap<>();
    for (TraceRecorder.Part part : notes.parts()) {
      Variable input = part.call().input(part.input());
      Integer edge = edgeIds.get(new EdgeKey(part.call(), part.input()));
      if (edge == null) {
        throw new IllegalStateException("trace: a call was differentiated but never recorded");
      }
      List<String> lines = received(part, edges.get(edge), before.get(input));
      step(Trace.Phase.BACKWARD, part.call().output(), edge, lines, part.total());
      before.put(input, part.total());
    }
  }

  private void step(
      Trace.Phase phase, Variable node, int edge, List<String> lines, @Nullable Sample total) {
    steps.add(new Trace.Step(phase, id(node), edge, lines, total));
  }

  private String computed(Call call) {
    Trace.Node y = node(call.output());
    String formula = formula(call).value();
    String numbers = numbers(formula, call);
    return y.name()
        + " = "
        + named(formula, call)
        + (numbers == null ? "" : " = " + numbers)
        + " = "
        + y.value().text();
  }

  private Formula formula(Call call) {
    return Objects.requireNonNull(formulas.get(call), "a call without edges");
  }

  private List<String> received(TraceRecorder.Part part, Trace.Edge edge, @Nullable Sample before) {
    Call call = part.call();
    Trace.Node x = nodes.get(edge.from());
    Trace.Node y = nodes.get(edge.to());
    List<String> lines = new ArrayList<>();
    lines.add("gradient of %s: %s".formatted(y.name(), part.arriving().text()));
    String product = "";
    if (edge.local() != null) {
      lines.add(local(call, edge, edge.local()));
      product =
          part.arriving().isScalar() && part.part().isScalar()
              ? part.arriving().text() + " * " + number(edge.local()) + " = "
              : "";
    } else if (edge.formula() != null) {
      product = edge.formula() + " = ";
    }
    lines.add("%s receives %s%s".formatted(x.name(), product, part.part().text()));
    if (edge.local() != null && !x.value().shape().equals(y.value().shape())) {
      lines.add(
          "(summed from %s to %s, as %s was broadcast)"
              .formatted(y.value().shape(), x.value().shape(), x.name()));
    }
    if (before != null) {
      lines.add(
          before.isScalar()
              ? "added up, gradient of %s: %s + %s = %s"
                  .formatted(x.name(), before.text(), number(part.part()), part.total().text())
              : "added up, gradient of %s: %s".formatted(x.name(), part.total().text()));
    }
    return lines;
  }

  private String local(Call call, Trace.Edge edge, Sample local) {
    List<String> derivatives = formula(call).derivatives();
    String text = edge.input() < derivatives.size() ? derivatives.get(edge.input()) : "";
    StringBuilder line = new StringBuilder();
    line.append("d%s/d%s".formatted(nodes.get(edge.to()).name(), nodes.get(edge.from()).name()));
    if (!text.isEmpty()) {
      appendOnce(line, named(text, call));
      String numbers = numbers(text, call);
      if (numbers != null) {
        appendOnce(line, numbers);
      }
    }
    appendOnce(line, local.text());
    return line.toString();
  }

  /** Adds "= text", unless the line ends so already. */
  private static void appendOnce(StringBuilder line, String text) {
    if (!line.toString().endsWith("= " + text)) {
      line.append(" = ").append(text);
    }
  }
}
