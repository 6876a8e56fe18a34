package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scan in float32 against a plain recurrence in double, and what its bits depend on. */
class SelectiveScanTest {
  private static final double RELATIVE = 1e-5;

  private final RandomStream random = RandomStream.of(12);
  private final int threads = Parallel.threads();

  @AfterEach
  void asBefore() {
    Parallel.setThreads(threads);
  }

  /** Normal numbers for all operands. */
  private List<Tensor> inputs(int batch, int length, int channels, int states) {
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(Tensor.randn(random, batch, length, channels));
    inputs.add(Tensor.randn(random, batch, length, channels));
    inputs.add(Tensor.randn(random, channels, states));
    inputs.add(Tensor.randn(random, batch, length, states));
    inputs.add(Tensor.randn(random, batch, length, states));
    inputs.add(Tensor.randn(random, channels));
    return inputs;
  }

  private record Results(Tensor y, List<Tensor> gradients) {}

  private static Results results(List<Tensor> inputs, Tensor g) {
    Tape tape = new Tape();
    Variable[] leaves = inputs.stream().map(tape::variable).toArray(Variable[]::new);
    Variable y = tape.apply(new SelectiveScan(), leaves);
    Gradients gradients = tape.gradients(y, g);
    List<Tensor> all = new ArrayList<>();
    for (Variable leaf : leaves) {
      all.add(gradients.of(leaf));
    }
    return new Results(y.tensor(), all);
  }

  @Test
  void isThePlainRecurrence() {
    RandomStream shapes = RandomStream.of(5);
    for (int i = 0; i < 60; i++) {
      int batch = 1 + shapes.below(3);
      int length = i % 5 == 0 ? 1 : 1 + shapes.below(40);
      int channels = i % 10 == 9 ? 0 : 1 + shapes.below(70);
      int states = 1 + shapes.below(20);
      compare(inputs(batch, length, channels, states), batch, length, channels, states);
    }
  }

  @Test
  void isThePlainRecurrenceOverManySteps() {
    compare(inputs(1, 2000, 33, 16), 1, 2000, 33, 16);
  }

  private void compare(List<Tensor> inputs, int batch, int length, int channels, int states) {
    Tensor g = Tensor.randn(random, batch, length, channels);
    Results actual = results(inputs, g);
    PlainScan plain =
        new PlainScan(
            batch,
            length,
            channels,
            states,
            inputs.stream().map(Tensor::toDoubleArray).toArray(double[][]::new));
    String what = "batch %d, T %d, channels %d, N %d".formatted(batch, length, channels, states);
    close(what + ": y", actual.y().toDoubleArray(), plain.y);
    double[][] gradients = plain.gradients(g.toDoubleArray());
    for (int i = 0; i < gradients.length; i++) {
      close(what + ": gradient " + i, actual.gradients().get(i).toDoubleArray(), gradients[i]);
    }
  }

  /**
   * Relative to the largest element: sums that cancel have no small relative error of their own.
   */
  private static void close(String what, double[] actual, double[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest = 0;
    double error = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(actual[i] - expected[i]));
    }
    assertThat(error).as(what).isLessThanOrEqualTo(RELATIVE * largest);
  }

  @Test
  void bitsDependOnNeitherThreadsNorBatch() {
    List<Tensor> inputs = inputs(3, 21, 80, 16);
    Tensor g = Tensor.randn(random, 3, 21, 80);
    Parallel.setThreads(1);
    Results one = results(inputs, g);
    Parallel.setThreads(2);
    long handovers = Parallel.handovers();
    Results two = results(inputs, g);
    assertThat(Parallel.handovers()).isGreaterThan(handovers);
    assertThat(two.y().toFloatArray()).isEqualTo(one.y().toFloatArray());
    for (int i = 0; i < 6; i++) {
      assertThat(two.gradients().get(i).toFloatArray())
          .as("gradient %d", i)
          .isEqualTo(one.gradients().get(i).toFloatArray());
    }
    for (int b = 0; b < 3; b++) { // a single sequence shares out its channels, not sequences
      Results alone = results(only(inputs, b), g.slice(0, b, b + 1));
      assertThat(alone.y().toFloatArray()).isEqualTo(one.y().slice(0, b, b + 1).toFloatArray());
      for (int i : new int[] {0, 1, 3, 4}) {
        assertThat(alone.gradients().get(i).toFloatArray())
            .isEqualTo(one.gradients().get(i).slice(0, b, b + 1).toFloatArray());
      }
    }
  }

  private static List<Tensor> only(List<Tensor> inputs, int b) {
    return inputs.stream().map(x -> x.rank() == 3 ? x.slice(0, b, b + 1) : x).toList();
  }

  @Test
  void aPositionAtATimeHasTheBitsOfAll() {
    List<Tensor> inputs = inputs(2, 19, 37, 5);
    Tensor whole = new SelectiveScan().prepare(inputs).run();
    Tensor state = Tensor.zeros(2, 5, 37);
    for (int t = 0; t < 19; t++) {
      int at = t;
      List<Tensor> position =
          inputs.stream().map(x -> x.rank() == 3 ? x.slice(1, at, at + 1) : x).toList();
      assertThat(SelectiveScan.advance(state, position).toFloatArray())
          .as("position %d", t)
          .isEqualTo(whole.slice(1, t, t + 1).toFloatArray());
    }
  }

  @Test
  void aNanLaterChangesNothingBefore() {
    List<Tensor> inputs = inputs(1, 20, 16, 4);
    float[] before = new SelectiveScan().prepare(inputs).run().slice(1, 0, 10).toFloatArray();
    inputs.get(1).set(Double.NaN, 0, 10, 3);
    Tensor y = new SelectiveScan().prepare(inputs).run();
    assertThat(y.slice(1, 0, 10).toFloatArray()).isEqualTo(before);
    assertThat(y.get(0, 19, 3)).isNaN();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    List<Tensor> inputs = inputs(1, 2, 3, 4);
    inputs.set(5, Tensor.zeros(4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SelectiveScan().prepare(inputs))
        .withMessage(
            "selective_scan: x [1, 2, 3], steps [1, 2, 3], rates [3, 4], B [1, 2, 4],"
                + " C [1, 2, 4] and skip [4] do not fit");
    List<Tensor> none = inputs(1, 0, 3, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SelectiveScan().prepare(none))
        .withMessage("selective_scan: there is no position in [1, 0, 3]");
    List<Tensor> filter = List.of(Tensor.zeros(1, 2, 3), Tensor.zeros(2, 4), Tensor.zeros(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CausalConv().prepare(filter))
        .withMessage("causal_conv: x [1, 2, 3], weight [2, 4] and bias [3] do not fit");
  }
}
