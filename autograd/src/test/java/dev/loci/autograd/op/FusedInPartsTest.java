package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fused operations are their definitions where they are computed in parts, too. */
class FusedInPartsTest {
  private final RandomStream random = RandomStream.of(8);
  private final int threads = Parallel.threads();

  @BeforeEach
  void severalThreads() {
    Parallel.setThreads(3);
  }

  @AfterEach
  void asManyThreadsAsBefore() {
    Parallel.setThreads(threads);
  }

  private Tensor randn(int... shape) {
    return Tensor.randn(random, shape);
  }

  /** Compares value and gradients in float32 with those of the definition in float64. */
  private static void assertAgrees(Op.Fused op, Tensor... inputs) {
    Tape tape = new Tape();
    Variable[] narrow = Arrays.stream(inputs).map(tape::variable).toArray(Variable[]::new);
    List<Variable> wide =
        Arrays.stream(inputs).map(x -> tape.variable(x.to(DType.FLOAT64))).toList();
    Variable fused = tape.apply(op, narrow);
    Variable definition = op.definition(wide);
    assertClose("value of " + op, fused.tensor(), definition.tensor());
    Gradients actual = tape.gradients(fused.square().sum());
    Gradients expected = tape.gradients(definition.square().sum());
    for (int i = 0; i < narrow.length; i++) {
      assertClose("gradient " + i + " of " + op, actual.of(narrow[i]), expected.of(wide.get(i)));
    }
  }

  /**
   * By the largest difference; comparing so many elements one by one takes long where they differ.
   */
  private static void assertClose(String what, Tensor actual, Tensor expected) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    double difference = actual.to(DType.FLOAT64).sub(expected).abs().max().item();
    assertThat(difference).as(what).isLessThan(1e-5 * Math.max(1, expected.abs().max().item()));
  }

  @Test
  void linearInBlocksOfRows() {
    Tensor x = randn(2, 75, 30);
    assertAgrees(new Linear(Activation.GELU), x, randn(70, 30), randn(70));
    assertAgrees(new Linear(Activation.IDENTITY), x, randn(70, 30), randn(70));
  }

  @Test
  void linearInBlocksOfColumns() {
    Tensor x = randn(5, 440);
    int n = 3 * 64;
    assertAgrees(new Linear(Activation.GELU), x, randn(n, 440), randn(n));
    assertAgrees(new Linear(Activation.IDENTITY), x, randn(n, 440), randn(n));
  }

  @Test
  void layerNormInBlocksOfRowsAndOfColumns() {
    assertAgrees(new LayerNorm(1e-3), randn(4, 40, 70), randn(70), randn(70));
  }

  @Test
  void crossEntropyInBlocksOfRows() {
    int[] labels = new int[150];
    Arrays.setAll(labels, i -> i % 33 - 1);
    assertAgrees(new CrossEntropy(Tensor.of(labels, 5, 30)), randn(5, 30, 40));
  }

  @Test
  void causalAttentionInBlocksOfHeads() {
    assertAgrees(new CausalAttention(3, 0.5), randn(4, 20, 12), randn(4, 20, 12), randn(4, 20, 15));
  }

  @Test
  void geluInBlocksOfElements() {
    assertAgrees(new Gelu(), randn(4, 5000));
  }
}
