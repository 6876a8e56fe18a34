package dev.loci.tasks.recall.theory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Query;
import dev.loci.tasks.recall.Recall;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** What edits, probes and ablations find in weights whose working is known. */
class SelectorProbesTest {
  private static final int N = 64;
  private static final int R = 3;
  private static final int B = 6;
  private static final Selector SELECTOR = new Selector(N, R, Codes.BITS);
  private static final FactSet FACTS = SELECTOR.draw(RandomStream.of(4));
  private static final List<Query> QUERIES = new Queries(N, R, 1).all();

  private static Gpt turned() {
    Gpt model = SELECTOR.build(FACTS);
    Rotation.of(model.config().width(), RandomStream.of(9)).apply(model);
    return model;
  }

  private static double accuracy(Gpt model) {
    return Recall.of(model, FACTS, Form.DIRECT, QUERIES).accuracy();
  }

  private static Tensor tensor(Gpt model, String name) {
    return requireNonNull(model.state().get(name));
  }

  private static int differences(Gpt model) {
    int[][] answers = Recall.answers(model, FACTS, Form.DIRECT, QUERIES);
    int count = 0;
    for (int i = 0; i < answers.length; i++) {
      count += answers[i][0] == FACTS.answerToken(QUERIES.get(i)) ? 0 : 1;
    }
    return count;
  }

  @Test
  void anEditOfOneBlockChangesOneFact() {
    Gpt model = SELECTOR.build(FACTS);
    int other = (FACTS.answer(11, 2) + 5) % N;
    for (int i = 0; i < B; i++) {
      model.embedding().value().set(Codes.BITS.level(other, i, N), 11, 2 * B + i);
    }
    assertThat(differences(model)).isEqualTo(1);
    int[][] answer = Recall.answers(model, FACTS, Form.DIRECT, List.of(new Query(11, 2)));
    assertThat(answer).isDeepEqualTo(new int[][] {{other}});
  }

  @Test
  void anEditOfOneNeuronChangesOneFactOfTheKeyValueMemory() {
    KeyValueMemory memory = new KeyValueMemory(N, R, 1);
    Gpt model = memory.build(FACTS);
    int other = (FACTS.answer(11, 2) + 5) % N;
    Tensor down = tensor(model, "layers.0.mlp.down.weight");
    int from = memory.layout().block("C").from();
    for (int i = 0; i < B; i++) {
      double change = Codes.BITS.sign(other, i, N) - Codes.BITS.sign(11, i, N);
      down.set(change, from + i, 11 * R + 2);
    }
    assertThat(differences(model)).isEqualTo(1);
  }

  /** The rows {@code [c(f_1(s)) .. c(f_R(s)) 1]}. */
  private static DMatrixRMaj codes(int from, int to) {
    DMatrixRMaj codes = new DMatrixRMaj(to - from, R * B + 1);
    for (int s = from; s < to; s++) {
      for (int r = 0; r < R; r++) {
        for (int i = 0; i < B; i++) {
          codes.set(s - from, r * B + i, Codes.BITS.sign(FACTS.answer(s, r), i, N));
        }
      }
      codes.set(s - from, R * B, 1);
    }
    return codes;
  }

  private static DMatrixRMaj embeddings(Gpt model, int from, int to) {
    Tensor rows = model.embedding().value().slice(0, from, to);
    return new DMatrixRMaj(to - from, rows.shape().dim(1), true, rows.toDoubleArray());
  }

  /** The least-squares solution of {@code X M = Y}. */
  private static DMatrixRMaj fit(DMatrixRMaj x, DMatrixRMaj y) {
    DMatrixRMaj inverse = new DMatrixRMaj(x.numCols, x.numRows);
    CommonOps_DDRM.pinv(x, inverse);
    return product(inverse, y);
  }

  private static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numCols);
    CommonOps_DDRM.mult(a, b, product);
    return product;
  }

  @Test
  void embeddingsAreSuperpositionsOfTheAnswersOfSubjectsNeverFittedTo() {
    Gpt model = turned();
    DMatrixRMaj map = fit(codes(0, 48), embeddings(model, 0, 48));
    DMatrixRMaj predicted = product(codes(48, N), map);
    DMatrixRMaj actual = embeddings(model, 48, N);
    double largest = 0;
    for (int i = 0; i < actual.getNumElements(); i++) {
      largest = Math.max(largest, Math.abs(predicted.get(i) - actual.get(i)));
    }
    assertThat(largest).isCloseTo(0, within(1e-5));
  }

  @Test
  void everyRelationCanBeReadOutOfSubjectsNeverFittedTo() {
    Gpt model = turned();
    DMatrixRMaj map = fit(embeddings(model, 0, 48), codes(0, 48));
    DMatrixRMaj predicted = product(embeddings(model, 48, N), map);
    DMatrixRMaj actual = codes(48, N);
    for (int i = 0; i < actual.getNumElements(); i++) {
      assertThat(Math.signum(predicted.get(i))).isEqualTo(actual.get(i));
    }
  }

  /** Subject s gets the part of relation r from subject t, and only that answer changes. */
  @Test
  void exchangingTheVectorOfOneRelationChangesThatAnswerAlone() {
    Gpt model = turned();
    DMatrixRMaj map = fit(codes(0, N), embeddings(model, 0, N));
    DMatrixRMaj mixed = codes(0, N);
    int r = 1;
    int[][] answers = {FACTS.answers()[0].clone(), new int[N], FACTS.answers()[2].clone()};
    for (int s = 0; s < N; s++) {
      int t = (s + 7) % N;
      answers[r][s] = FACTS.answer(t, r);
      for (int i = 0; i < B; i++) {
        mixed.set(s, r * B + i, Codes.BITS.sign(FACTS.answer(t, r), i, N));
      }
    }
    DMatrixRMaj rows = product(mixed, map);
    model
        .embedding()
        .value()
        .slice(0, 0, N)
        .copyFrom(
            Tensor.wrap(rows.getData().clone(), N, rows.numCols)
                .to(model.embedding().value().dtype()));
    FactSet expected = new FactSet(answers, N, true);
    assertThat(Recall.of(model, expected, Form.DIRECT, QUERIES).accuracy()).isEqualTo(1);
  }

  @Test
  void withoutTheMlpOrItsGateNothingIsSelected() {
    Gpt without = SELECTOR.build(FACTS);
    tensor(without, "layers.0.mlp.down.weight").fill(0);
    assertThat(accuracy(without)).isLessThan(0.1);
    Gpt open = SELECTOR.build(FACTS);
    tensor(open, "layers.0.mlp.up.bias").fill(0);
    assertThat(accuracy(open)).isLessThan(0.5);
  }
}
