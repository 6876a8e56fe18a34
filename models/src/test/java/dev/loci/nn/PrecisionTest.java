package dev.loci.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Replay;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Activation;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.models.mamba.Mamba;
import dev.loci.models.mamba.MambaConfig;
import dev.loci.models.mamba.MambaInitializer;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is rounded to bfloat16, where, and what is not, against plain loops. */
class PrecisionTest {
  private final RandomStream random = RandomStream.of(3);
  private final Tape tape = new Tape();

  /** Half of a float's bits, by decimal places: a multiple of the last place, ties to even. */
  private static float round(double x) {
    double unit = Math.scalb(1.0, Math.getExponent(x) - 7);
    return (float) (Math.rint(x / unit) * unit);
  }

  private static float[] round(float[] x) {
    float[] rounded = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      rounded[i] = round(x[i]);
    }
    return rounded;
  }

  private Tensor normal(int... shape) {
    float[] values = new float[Shape.of(shape).size()];
    random.fillNormal(values, 0, 1);
    return Tensor.of(values, shape);
  }

  @Test
  void valuesAreRoundedForwardAndGradientsBackward() {
    Tensor x = normal(5, 3);
    Tensor seed = normal(5, 3);
    Variable y = Precision.BFLOAT16.round(tape.variable(x));
    assertThat(y.tensor().toFloatArray()).isEqualTo(round(x.toFloatArray()));
    assertThat(tape.gradients(y, seed).of(x).toFloatArray()).isEqualTo(round(seed.toFloatArray()));
    assertThat(round(x.toFloatArray())).isNotEqualTo(x.toFloatArray());
  }

  @Test
  void fullPrecisionIsTheUsualOperation() {
    Variable x = tape.variable(normal(2, 4, 6));
    Variable w = tape.variable(normal(6, 6));
    Variable b = tape.variable(normal(6));
    Tensor labels = Tensor.of(new int[] {0, 1, 2, 3, 4, 5, -1, 0}, 2, 4);
    Precision full = Precision.FULL;
    assertThat(full.round(x)).isSameAs(x);
    assertSame(full.linear(x, w, b, Activation.GELU), x.linear(w, b, Activation.GELU));
    assertSame(full.causalAttention(x, x, x, 2, 0.5), x.causalAttention(x, x, 2, 0.5));
    assertSame(full.crossEntropy(x, labels), x.crossEntropy(labels));
  }

  private static void assertSame(Variable actual, Variable expected) {
    assertThat(actual.tensor().toFloatArray()).isEqualTo(expected.tensor().toFloatArray());
  }

  /** One input and one output: every rounding can be seen. */
  @Test
  void aLinearMapRoundsWhatItTakesAndGivesInBothDirections() {
    float x = 1.2345678f;
    float w = -0.7654321f;
    float b = 0.1111111f;
    float g = 0.3333333f;
    Tensor xs = Tensor.of(new float[] {x}, 1, 1);
    Tensor ws = Tensor.of(new float[] {w}, 1, 1);
    Tensor bs = Tensor.of(new float[] {b});
    Variable y =
        Precision.BFLOAT16.linear(
            tape.variable(xs), tape.variable(ws), tape.variable(bs), Activation.IDENTITY);
    assertThat(y.tensor().item()).isEqualTo(round((double) round(x) * round(w) + round(b)));
    Gradients gradients = tape.gradients(y, Tensor.of(new float[] {g}, 1, 1));
    assertThat(gradients.of(xs).item()).isEqualTo(round((double) round(g) * round(w)));
    assertThat(gradients.of(ws).item()).isEqualTo(round((double) round(g) * round(x)));
    assertThat(gradients.of(bs).item()).isEqualTo(round(g));
  }

  @Test
  void sumsInsideOfProductsAreNotRounded() {
    float[] ones = new float[1000];
    Arrays.fill(ones, 1);
    ones[0] = 0x1p-7f; // in bfloat16 a sum of 256 and more would not notice
    Variable x = tape.constant(Tensor.of(ones, 1, 1000));
    Variable w = tape.constant(Tensor.ones(1, 1000));
    Variable y = Precision.BFLOAT16.linear(x, w, null, Activation.IDENTITY);
    assertThat(y.tensor().item()).isEqualTo(1000);
  }

  @Test
  void activationsKeepTheirFullPrecision() {
    Variable x = tape.constant(normal(3, 4));
    Variable w = tape.constant(normal(5, 4));
    Variable y = Precision.BFLOAT16.linear(x, w, null, Activation.IDENTITY);
    assertSame(Precision.BFLOAT16.linear(x, w, null, Activation.GELU), y.gelu());
  }

  /** One head of width 1 with two positions; the second has two scores. */
  @Test
  void attentionRoundsScoresTwiceProbabilitiesAndResult() {
    float[] q = {0.5f, 1.2345678f};
    float[] k = {0.7654321f, -0.4444444f};
    float[] v = {0.1234567f, 0.9876543f};
    double scale = 0.7071067811865476;
    Variable y =
        Precision.BFLOAT16.causalAttention(
            tape.constant(Tensor.of(q, 1, 2, 1)),
            tape.constant(Tensor.of(k, 1, 2, 1)),
            tape.constant(Tensor.of(v, 1, 2, 1)),
            1,
            scale);
    float[] scores = new float[2];
    for (int i = 0; i < 2; i++) {
      scores[i] = round(round((double) round(q[1]) * round(k[i])) * (float) scale);
    }
    double e = StrictMath.exp(scores[1] - scores[0]);
    double p0 = round((float) (1 / (1 + e)));
    double p1 = round((float) (e / (1 + e)));
    float[] expected = {round(v[0]), round(p0 * round(v[0]) + p1 * round(v[1]))};
    assertThat(y.tensor().toFloatArray()).isEqualTo(expected);
  }

  @Test
  void crossEntropyAveragesRoundedLogarithms() {
    Variable logits = tape.constant(Tensor.of(new float[] {1, 1, 2, 2, 5, 6}, 3, 2));
    Tensor labels = Tensor.of(new int[] {0, 1, -1});
    double loss = Precision.BFLOAT16.crossEntropy(logits, labels).tensor().item();
    assertThat(loss).isEqualTo(0x1.62p-1); // 0.69140625, below log 2
  }

  /** The derivative is that of the rounded logarithms: probabilities are their exponentials. */
  @Test
  void theGradientOfCrossEntropyComesFromRoundedLogarithms() {
    Tensor x = Tensor.of(new float[] {0.5f, 0.25f, -1, 2, 1, 0.125f}, 2, 3);
    Tensor labels = Tensor.of(new int[] {2, 0});
    Variable loss = Precision.BFLOAT16.crossEntropy(tape.variable(x), labels);
    float[] gradient = tape.gradients(loss).of(x).toFloatArray();
    for (int row = 0; row < 2; row++) {
      float[] logits = x.select(0, row).toFloatArray();
      double sum = 0;
      for (float logit : logits) {
        sum += StrictMath.exp(logit);
      }
      for (int i = 0; i < 3; i++) {
        double p = StrictMath.exp(round((float) (logits[i] - StrictMath.log(sum))));
        double exact = (p - (i == labels.get(row) ? 1 : 0)) / 2;
        assertThat(gradient[3 * row + i]).as("row %d, column %d", row, i).isEqualTo(round(exact));
      }
    }
  }

  @Test
  void aModelPassesItsPrecisionToAllParts() {
    Gpt model = gpt();
    Tensor tokens = Tensor.of(new int[] {1, 2, 3, 4}, 1, 4);
    float[] full = model.forward(Tape.inference(), tokens).tensor().toFloatArray();
    model.setPrecision(Precision.BFLOAT16);
    assertThat(model.precision()).isEqualTo(Precision.BFLOAT16);
    List<String> products = new ArrayList<>();
    Tape traced = new Tape();
    Variable logits = model.forward(traced, tokens);
    traced.calls().forEach(call -> products.add(call.op().name()));
    assertThat(products).doesNotContain("causal_attention");
    // In each layer 6 linear maps (input, weight, bias, output) and 7 in attention; in the head 3.
    assertThat(products.stream().filter("bfloat16"::equals)).hasSize(2 * (6 * 4 + 7) + 3);
    float[] rounded = logits.tensor().toFloatArray();
    assertThat(rounded).isEqualTo(round(rounded)).isNotEqualTo(full);
    for (int i = 0; i < full.length; i++) {
      assertThat(Math.abs(rounded[i] - full[i])).isLessThan(0.1f);
    }
    model.setPrecision(Precision.FULL);
    assertThat(model.forward(Tape.inference(), tokens).tensor().toFloatArray()).isEqualTo(full);
  }

  @Test
  void theLogitsOfATiedMambaAreRounded() {
    Mamba model = new Mamba(MambaConfig.of(9, 1, 8));
    MambaInitializer.of(RandomStream.of(1), 0.3).initialize(model);
    model.setPrecision(Precision.BFLOAT16);
    Tensor tokens = Tensor.of(new int[] {1, 2, 3, 4}, 1, 4);
    float[] logits = model.forward(Tape.inference(), tokens).tensor().toFloatArray();
    assertThat(logits).isEqualTo(round(logits));
  }

  private static Gpt gpt() {
    Gpt model = new Gpt(GptConfig.of(9, 8, 2, 8, 2));
    GptInitializer.normal(RandomStream.of(1), 0.3, 0.3).initialize(model);
    return model;
  }

  @Test
  void replaysGiveTheSameBits() {
    Gpt model = gpt();
    model.setPrecision(Precision.BFLOAT16);
    Tensor tokens = Tensor.zeros(DType.INT32, Shape.of(3, 4));
    Tensor labels = Tensor.of(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, -1, 0, 1}, 3, 4);
    Tensor[] gradient = new Tensor[1];
    Replay replay =
        new Replay(recorder -> {
          Tape recorded = recorder.tape();
          Variable loss = loss(model, recorded, tokens, labels);
          gradient[0] = recorded.gradients(loss).of(model.embedding().value());
          recorder.keep(gradient[0]);
        });
    for (int round = 0; round < 4; round++) {
      tokens.set(round, 1, 2);
      replay.run(0);
      Tape eager = new Tape();
      Variable loss = loss(model, eager, tokens, labels);
      assertThat(requireNonNull(gradient[0]).toFloatArray())
          .isEqualTo(eager.gradients(loss).of(model.embedding().value()).toFloatArray());
    }
  }

  private static Variable loss(Gpt model, Tape tape, Tensor tokens, Tensor labels) {
    return model.precision().crossEntropy(model.forward(tape, tokens), labels);
  }
}
