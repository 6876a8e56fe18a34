package dev.loci.autograd.trace;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened when a scalar was computed and differentiated: to read, to draw, to play
 * step by step.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(new double[] {1, 2});
 * Trace trace = Trace.of(tape -> tape.variable(x).square().sum(), Map.of("x", x));
 * System.out.print(trace.toText());
 * Files.writeString(Path.of("trace.html"), trace.toHtml("The square"));
 * }</pre>
 *
 * <p>Computations that no gradient goes through are not recorded by the engine; their results occur
 * as constants. Texts round to five digits, {@link #toJson} does not.
 *
 * @param nodes variables, constants and results; inputs come before what is made of them, and the
 *     number of a node is its index
 * @param edges from inputs to results, in the order of the calls
 * @param steps the story: start, forward, seed, backward
 * @param output the number of the node that was differentiated
 * @param profile time and bytes of each operation
 */
public record Trace(
    List<Node> nodes, List<Edge> edges, List<Step> steps, int output, Profile profile) {
  /** What a node is. */
  public enum Kind {
    VARIABLE,
    CONSTANT,
    RESULT
  }

  /** What a step is about. */
  public enum Phase {
    START,
    FORWARD,
    SEED,
    BACKWARD
  }

  /**
   * A value in the graph.
   *
   * @param name given, or a number for constants, or v1, v2, ... for results
   * @param op the operation that a result comes from
   * @param gradient of the output by this node; null if none reached it
   */
  public record Node(
      int id,
      Kind kind,
      String name,
      @Nullable String op,
      Sample value,
      @Nullable Sample gradient) {}

  /**
   * The use of a node as an input.
   *
   * @param from the node that is used
   * @param to the result
   * @param input which input of the operation it is
   * @param formula the local derivative, or for operations that have no such number what the input
   *     receives, where g is the gradient of the result; null if unknown or not needed
   * @param local the local derivative's values, null if there are none
   * @param part of the gradient that went back along this edge, null if none did
   */
  public record Edge(
      int from,
      int to,
      int input,
      @Nullable String formula,
      @Nullable Sample local,
      @Nullable Sample part) {}

  /**
   * One step.
   *
   * @param node the result that is computed or differentiated; the output for start and seed
   * @param edge the index of the edge that a gradient goes back along, else -1
   * @param lines what happens, in words and formulas
   * @param total the gradient of the edge's origin (for the seed, of the output) after this step
   */
  public record Step(Phase phase, int node, int edge, List<String> lines, @Nullable Sample total) {
    public Step {
      lines = List.copyOf(lines);
    }
  }

  public Trace {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    steps = List.copyOf(steps);
  }

  /** As {@link #of(Function, Map)} without names. */
  public static Trace of(Function<Tape, Variable> code) {
    return of(code, Map.of());
  }

  /**
   * Runs code on a tape of its own and differentiates the scalar that it returns.
   *
   * @param names of the tensors that the code makes variables or constants of
   * @throws IllegalArgumentException if the result is no scalar or depends on no variable, or if
   *     there is a checkpoint in the code
   */
  public static Trace of(Function<Tape, Variable> code, Map<String, Tensor> names) {
    Tape tape = new Tape();
    Profiler profiler = new Profiler();
    TraceRecorder recorder = new TraceRecorder();
    tape.listen(profiler);
    tape.listen(recorder);
    Variable output = code.apply(tape);
    requireNoCheckpoint(tape);
    recorder.beginBackward(output);
    tape.gradients(output);
    return new TraceBuilder(recorder, names).build(output, profiler.profile());
  }

  private static void requireNoCheckpoint(Tape tape) {
    if (tape.calls().stream().anyMatch(call -> call.op().name().equals("checkpoint"))) {
      throw new IllegalArgumentException(
          "trace: a checkpoint computes its code once more in the backward pass, where it can't be"
              + " followed; trace the code without it");
    }
  }

  /**
   * The first node of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Node node(String name) {
    return nodes.stream()
        .filter(node -> node.name.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("trace: there is no node \"" + name + "\""));
  }

  /** Every step with its shapes, the gradient that arrives and what each input receives. */
  public String toText() {
    return TraceText.of(this);
  }

  /** The graph in the language of Graphviz. */
  public String toDot() {
    return GraphText.dot(this);
  }

  /** The graph as a Mermaid flowchart. */
  public String toMermaid() {
    return GraphText.mermaid(this);
  }

  /**
   * Nodes, edges and steps. Of each tensor at most {@link Sample#MOST} elements are listed; NaN and
   * infinities, which JSON lacks, are strings.
   */
  public String toJson() {
    return TraceJson.of(this);
  }

  /**
   * One page that plays the steps and needs nothing else, neither network nor library.
   *
   * @param title text of any kind
   * @throws IllegalArgumentException if the graph is too large to look at
   */
  public String toHtml(String title) {
    return Stepper.page(this, title);
  }
}
