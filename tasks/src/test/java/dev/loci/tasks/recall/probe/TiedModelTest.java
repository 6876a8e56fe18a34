package dev.loci.tasks.recall.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Tape;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Weights;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A tied model whose subjects get other embeddings keeps the output matrix that it has. */
class TiedModelTest {
  private static final int N = 24;
  private static final int R = 2;
  private static final int WIDTH = 16;
  private static final RandomStream RANDOM = RandomStream.of(5);
  private static final FactSet FACTS = FactSet.bijections(N, R, RANDOM.split("facts"));

  private final Gpt tied = tied();

  private static Gpt tied() {
    Gpt model = new Gpt(GptConfig.of(N + R, 2, 1, WIDTH, 2));
    model
        .state()
        .forEach((name, value) ->
            value.copyFrom(Tensor.randn(RANDOM.split(name), value.shape().toArray())));
    return model;
  }

  /** The logits of all facts with other vectors in the place of subjects' embeddings. */
  private Tensor logits(Tensor subjects) {
    Tape tape = Tape.inference();
    Tensor table = tied.embedding().value();
    int[] tokens = new int[2 * N * R];
    for (int i = 0; i < N * R; i++) {
      tokens[2 * i] = i / R;
      tokens[2 * i + 1] = N + i % R;
    }
    Tensor vectors = Tensor.concat(0, subjects, table.slice(0, N, N + R)); // (V, D)
    return tied.forwardOnlyAt(
            tape.constant(vectors).gather(Tensor.wrap(tokens, N * R, 2)),
            FrozenNetwork.lastPositions(N * R))
        .tensor();
  }

  /** What is said to each question, by offering every answer to all; -1 for none of them. */
  private static int[] said(Recaller recaller, double[][] embeddings) {
    int[] said = new int[N * R];
    Arrays.fill(said, -1);
    for (int shift = 0; shift < N; shift++) {
      int by = shift;
      int[] offered = new int[N];
      Arrays.setAll(offered, s -> (s + by) % N);
      boolean[] right =
          recaller.answered(embeddings, new FactSet(new int[][] {offered, offered}, N, true));
      for (int i = 0; i < said.length; i++) {
        said[i] = right[i] ? offered[recaller.queries().get(i).subject()] : said[i];
      }
    }
    return said;
  }

  @Test
  void answersWithOtherEmbeddingsAreThoseOfTheOldOutputMatrix() {
    Weights before = Weights.of(tied);
    Tensor other = Tensor.randn(RANDOM.split("other"), N, WIDTH);
    double[][] rows = new double[N][];
    Arrays.setAll(rows, s -> other.select(0, s).toDoubleArray());
    int[] said = said(new Recaller(tied, FACTS), rows);
    Tensor expected = logits(other).argmax(1);
    for (int i = 0; i < said.length; i++) {
      int token = (int) expected.get(i);
      assertThat(said[i]).as("question %d", i).isEqualTo(token < N ? token : -1);
    }
    assertThat(Arrays.stream(said).filter(token -> token >= 0).count()).isGreaterThan(N);
    before.requireUnchanged(tied);
  }

  @Test
  void theModelThatIsAskedSaysTheSameAndIsNotTied() {
    Recaller recaller = new Recaller(tied, FACTS);
    int[] tokens = {3, N, N - 1, N + 1};
    Tensor asked = Tensor.wrap(tokens, 2, 2);
    assertThat(recaller.model().config().has(Switch.TIED)).isFalse();
    assertThat(recaller.model().forward(Tape.inference(), asked).tensor().toFloatArray())
        .isEqualTo(tied.forward(Tape.inference(), asked).tensor().toFloatArray());
  }
}
