package dev.loci.tasks.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Tape;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that knows nothing is asked; what it says is compared with whole forward passes. */
class RecallTest {
  private static final FactSet FACTS = FactSet.bijections(6, 2, RandomStream.of(1));
  private static final List<Query> QUERIES = new Queries(6, 2, 3).all();
  private static final Gpt MODEL = model();

  private static Gpt model() {
    Gpt model = new Gpt(GptConfig.of(8, 6, 1, 8, 2));
    GptInitializer.normal(RandomStream.of(2), 0.5, 0.5).initialize(model);
    return model;
  }

  /** The logits after the first tokens of a sequence. */
  private static float[] after(int[] tokens, int count) {
    Tensor read = Tensor.of(Arrays.copyOf(tokens, count), 1, count);
    return MODEL
        .forward(Tape.inference(), read)
        .tensor()
        .select(0, 0)
        .select(0, count - 1)
        .toFloatArray();
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  /** How many tokens come before each answer. */
  private static int[] before(Form form) {
    return switch (form) {
      case DIRECT -> new int[] {4};
      case CHAIN -> new int[] {4, 5, 6};
      case INTERLEAVED -> new int[] {2, 4, 6};
    };
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void answersAreWrittenAfterTheModelsOwn(Form form) {
    int[][] answers = Recall.answers(MODEL, FACTS, form, QUERIES);
    int right = 0;
    for (int i = 0; i < answers.length; i++) {
      int[] tokens = form.tokens(FACTS, QUERIES.get(i));
      int[] before = before(form);
      int[] expected = new int[before.length];
      for (int t = 0; t < before.length; t++) {
        expected[t] = best(after(tokens, before[t]));
        tokens[before[t]] = expected[t];
      }
      assertThat(answers[i]).isEqualTo(expected);
      right += expected[expected.length - 1] == FACTS.answerToken(QUERIES.get(i)) ? 1 : 0;
    }
    Recall recall = Recall.of(MODEL, FACTS, form, QUERIES);
    assertThat(recall.accuracy()).isEqualTo((double) right / QUERIES.size()).isLessThan(1);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void theMarginIsTheLeastAfterRightAnswers(Form form) {
    double least = Double.POSITIVE_INFINITY;
    for (Query query : QUERIES) {
      int[] tokens = form.tokens(FACTS, query);
      for (int before : before(form)) {
        float[] logits = after(tokens, before);
        double right = logits[tokens[before]];
        logits[tokens[before]] = Float.NEGATIVE_INFINITY;
        least = Math.min(least, right - logits[best(logits)]);
      }
    }
    assertThat(Recall.of(MODEL, FACTS, form, QUERIES).margin()).isEqualTo(least).isNegative();
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void someQuestionIsNeeded(Form form) {
    assertThatThrownBy(() -> Recall.of(MODEL, FACTS, form, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("recall: there are no questions");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void whatIsNotANumberIsNoAnswer(Form form) {
    Gpt diverged = new Gpt(GptConfig.of(8, 6, 1, 8, 2));
    diverged.embedding().value().set(Double.NaN, 7, 0);
    assertThatThrownBy(() -> Recall.of(diverged, FACTS, form, QUERIES))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageEndingWith("is NaN; the model has diverged");
  }
}
