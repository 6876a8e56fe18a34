package dev.loci.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class DropoutProperties {
  private static final int SIZE = 20_000;

  private static float[] dropped(double rate, RandomStream random, Tensor x) {
    return new Dropout(rate).forward(new Tape().constant(x), random).tensor().toFloatArray();
  }

  /** Bounds of six standard deviations: a correct dropout fails once in 5e8 tries. */
  @Property(tries = 40)
  void theShareOfZerosIsTheRateAndTheMeanStays(
      @ForAll long seed, @ForAll @DoubleRange(max = 0.9) double rate) {
    float[] y = dropped(rate, RandomStream.of(seed), Tensor.ones(200, 100));
    int zeros = 0;
    double sum = 0;
    for (float element : y) {
      zeros += element == 0 ? 1 : 0;
      sum += element;
    }
    double deviation = Math.sqrt(rate * (1 - rate) / SIZE);
    assertThat(zeros / (double) SIZE).isCloseTo(rate, within(6 * deviation + 1e-12));
    assertThat(sum / SIZE).isCloseTo(1, within(6 * deviation / (1 - rate) + 1e-6));
  }

  @Property(tries = 40)
  void whatStaysIsScaledUp(@ForAll long seed, @ForAll @DoubleRange(max = 0.9) double rate) {
    RandomStream random = RandomStream.of(seed);
    Tensor x = Tensor.randn(random.split("x"), 17, 5);
    float[] from = x.toFloatArray();
    float[] to = dropped(rate, random.split("dropout"), x);
    for (int i = 0; i < to.length; i++) {
      if (to[i] != 0) {
        assertThat(to[i]).isEqualTo(from[i] * (float) (1 / (1 - rate)));
      }
    }
  }

  @Property(tries = 20)
  void theStreamDecides(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    Tensor x = Tensor.ones(8, 32);
    float[] first = dropped(0.5, random.split("a"), x);
    assertThat(dropped(0.5, random.split("a"), x)).isEqualTo(first);
    assertThat(dropped(0.5, random.split("b"), x)).isNotEqualTo(first);
    RandomStream once = random.split("a");
    dropped(0.5, once, x);
    assertThat(dropped(0.5, once, x)).as("the stream goes on").isNotEqualTo(first);
  }

  @Property(tries = 20)
  void theGradientIsDroppedAlike(@ForAll long seed) {
    Tape tape = new Tape();
    Variable x = tape.variable(Tensor.ones(9, 7));
    Variable y = new Dropout(0.3).forward(x, RandomStream.of(seed));
    assertThat(tape.gradients(y.sum()).of(x).toFloatArray()).isEqualTo(y.tensor().toFloatArray());
  }

  @Example
  void aRateOfZeroIsTheIdentityAndDrawsNothing() {
    RandomStream random = RandomStream.of(4);
    Variable x = new Tape().constant(Tensor.ones(3));
    assertThat(new Dropout(0).forward(x, random)).isSameAs(x);
    assertThat(random.nextLong()).isEqualTo(RandomStream.of(4).nextLong());
  }

  @Example
  void refusesOtherRates() {
    for (double rate : new double[] {-0.01, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Dropout(rate))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("dropout: the rate is " + rate + ", expected 0 <= rate < 1");
    }
  }
}
