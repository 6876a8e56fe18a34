package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import org.junit.jupiter.api.Test;

/** What comes after a position in causal attention does not touch its bits. */
class CausalityTest {
  private static final int LENGTH = 40; // several blocks of the triangular product

  @Test
  void prefixesHaveTheBitsTheyHaveAlone() {
    RandomStream random = RandomStream.of(3);
    Tensor q = Tensor.randn(random, 2, LENGTH, 6);
    Tensor k = Tensor.randn(random, 2, LENGTH, 6);
    Tensor v = Tensor.randn(random, 2, LENGTH, 10);
    Tensor whole = attention(q, k, v);
    for (int length : new int[] {1, 2, 15, 16, 17, 33, LENGTH}) {
      Tensor alone = attention(q.slice(1, 0, length), k.slice(1, 0, length), v.slice(1, 0, length));
      assertThat(whole.slice(1, 0, length).toFloatArray()).isEqualTo(alone.toFloatArray());
    }
  }

  @Test
  void aNanOrATinyValueLaterChangesNothingBefore() {
    Tensor q = Tensor.randn(RandomStream.of(4), 1, LENGTH, 4);
    Tensor v = Tensor.zeros(1, LENGTH, 1);
    v.fill(-Float.MIN_VALUE);
    float[] before = attention(q, q, v).slice(1, 0, 20).toFloatArray();
    v.set(Double.NaN, 0, 20, 0);
    Tensor after = attention(q, q, v);
    assertThat(after.slice(1, 0, 20).toFloatArray()).isEqualTo(before);
    assertThat(after.get(0, 20, 0)).isNaN();
  }

  private static Tensor attention(Tensor q, Tensor k, Tensor v) {
    Tape tape = Tape.inference();
    Variable queries = tape.constant(q);
    int heads = v.shape().dim(2) % 2 == 0 ? 2 : 1;
    return queries.causalAttention(tape.constant(k), tape.constant(v), heads, 0.5).tensor();
  }
}
