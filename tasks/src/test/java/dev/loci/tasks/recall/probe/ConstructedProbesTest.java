package dev.loci.tasks.recall.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Weights;
import dev.loci.tasks.recall.theory.AttentionOnly;
import dev.loci.tasks.recall.theory.Codes;
import dev.loci.tasks.recall.theory.KeyValueMemory;
import dev.loci.tasks.recall.theory.Rotation;
import dev.loci.tasks.recall.theory.Selector;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the probes find in weights whose working is known: section 4g, item 5 and more. */
class ConstructedProbesTest {
  private static final int N = 64;
  private static final int R = 3;
  private static final int B = 6;
  private static final Selector SELECTOR = new Selector(N, R, Codes.BITS);
  private static final FactSet FACTS = SELECTOR.draw(RandomStream.of(4));
  private static final RandomStream RANDOM = RandomStream.of(8);

  /** The selector in a basis in which no block can be seen. */
  private static Recaller turned() {
    Gpt model = SELECTOR.build(FACTS);
    Rotation.of(model.config().width(), RandomStream.of(9)).apply(model);
    return new Recaller(model, FACTS);
  }

  @Test
  void embeddingsOfTheSelectorAreSuperpositions() {
    SuperpositionProbe probe = SuperpositionProbe.of(turned(), RANDOM);
    assertThat(probe.embeddings().r2()).isCloseTo(1, within(1e-5));
    assertThat(probe.embeddings().controlR2()).isLessThanOrEqualTo(0);
    assertThat(probe.reconstruction()).isEqualTo(1);
    assertThat(probe.heldOutReconstruction()).isEqualTo(1);
    assertThat(probe.embeddings().readout()).containsExactly(1, 1, 1);
  }

  @Test
  void everyRelationHasASubspaceOfItsOwn() {
    Subspaces subspaces = Subspaces.of(turned().fit());
    assertThat(subspaces.ranks()).containsExactly(new double[] {B, B, B}, within(0.1));
    assertThat(subspaces.meanOverlap()).isCloseTo(0, within(1e-3));
    assertThat(subspaces.byChance()).isCloseTo(6.0 / 27, within(1e-12));
  }

  @Test
  void exchangingOnePartChangesOneAnswer() {
    Recaller recaller = turned();
    Intervention found = Intervention.of(recaller, RANDOM);
    assertThat(found.efficacy()).isEqualTo(1);
    assertThat(found.specificity()).isEqualTo(1);
    assertThat(found.randomEfficacy()).isLessThan(0.1);
    assertThat(found.otherEfficacy()).isLessThan(0.1);
  }

  @Test
  void newFactsNeedNewEmbeddingsAlone() {
    Swap swap = Swap.of(turned(), RANDOM);
    assertThat(swap.fitted()).isEqualTo(1);
    assertThat(swap.assigned()).isEqualTo(1);
    assertThat(swap.learned()).isGreaterThan(0.99);
    for (double control :
        new double[] {swap.oldEmbeddings(), swap.randomEmbeddings(), swap.shiftedMatrices()}) {
      assertThat(control).isLessThan(0.1);
    }
    assertThat(swap.fromSuperposition().stepsToLearn()).isZero();
    assertThat(swap.fromRandom().accuracies().getFirst()).isEqualTo(swap.randomEmbeddings());
  }

  @Test
  void theKeyValueMemoryKeepsNothingInItsEmbeddings() {
    Gpt model = new KeyValueMemory(N, R, 1).build(FACTS);
    Recaller recaller = new Recaller(model, FACTS);
    assertThat(SuperpositionProbe.of(recaller, RANDOM).embeddings().r2()).isLessThan(0.5);
    FactSet others = FactSet.bijections(N, R, RandomStream.of(10));
    assertThat(recaller.accuracy(recaller.fit().of(others), others)).isLessThan(0.1);
  }

  @Test
  void hiddenUnitsFireForOneRelation() {
    Selectivity found = Selectivity.of(turned(), RANDOM);
    assertThat(found.active()).isEqualTo(R * B);
    assertThat(found.selective()).isEqualTo(R * B);
    assertThat(found.meanSelectivity()).isCloseTo(1, within(1e-4));
    assertThat(found.ablated()).containsOnly(R * B / (2 * R));
    assertThat(Arrays.stream(found.ablatedOwn()).max().orElseThrow()).isLessThan(0.5);
    assertThat(found.ablatedOthers()).containsOnly(1.0);
    for (int r = 0; r < R; r++) { // of random units most are other relations'
      assertThat(found.ablatedAtRandom()[r]).isGreaterThan(found.ablatedOwn()[r]);
    }
  }

  @Test
  void theSelectorNeedsItsHeadAndItsMlp() {
    Ablation found = Ablation.of(turned());
    assertThat(found.withoutHead()).hasDimensions(1, R);
    for (double[] shares : new double[][] {found.withoutHead()[0], found.withoutMlp()}) {
      assertThat(Arrays.stream(shares).max().orElseThrow()).isLessThan(0.2);
    }
  }

  /** The head of a relation is missed by that relation alone. */
  @Test
  void theAttentionOnlySchemeHasAHeadForEachRelation() {
    Gpt model = new AttentionOnly(N, R).build(FACTS);
    Ablation found = Ablation.of(new Recaller(model, FACTS));
    assertThat(found.withoutMlp()).isEmpty();
    for (int head = 0; head < R; head++) {
      for (int r = 0; r < R; r++) {
        double share = found.withoutHead()[head][r];
        if (head == r) {
          assertThat(share).isLessThan(0.2);
        } else {
          assertThat(share).isEqualTo(1, within(1e-12));
        }
      }
    }
  }

  @Test
  void allSubjectsAgreeOnWhichMatrixIsWhose() {
    Assignments found = turned().assignments();
    assertThat(found.largestShare()).isEqualTo(1);
    assertThat(found.r2()).isCloseTo(1, within(1e-5));
  }

  /** A third of the subjects hold the answers of both relations in each other's place. */
  @Test
  void subjectsThatDisagreeAreFound() {
    int n = 300;
    RandomStream random = RandomStream.of(6);
    FactSet facts = FactSet.bijections(n, 2, random.split("facts"));
    double[][] vectors = normal(n, 5, random.split("vectors"));
    Ridge map = new Ridge(normal(10, 24, random.split("map")), new double[24]);
    double[][] embeddings = new double[n][];
    for (int s = 0; s < n; s++) {
      double[] first = vectors[facts.answer(s, s % 3 == 0 ? 1 : 0)];
      double[] second = vectors[facts.answer(s, s % 3 == 0 ? 0 : 1)];
      double[] both = Arrays.copyOf(first, 10);
      System.arraycopy(second, 0, both, 5, 5);
      embeddings[s] = map.of(both);
    }
    int[] all = IntStream.range(0, n).toArray();
    assertThat(Superposition.fit(vectors, facts, embeddings, all).r2(facts, embeddings, all))
        .isLessThan(0.8);
    Assignments found = Assignments.of(vectors, facts, embeddings);
    assertThat(found.r2()).isCloseTo(1, within(1e-4));
    assertThat(found.largestShare()).isCloseTo(2.0 / 3, within(0.02));
    for (int s = 2; s < n; s++) { // which of the two is called the identity is open
      if (facts.answer(s, 0) != facts.answer(s, 1)) { // otherwise both are the same
        assertThat(found.chosen()[s] == found.chosen()[1]).isEqualTo(s % 3 != 0);
      }
    }
  }

  private static double[][] normal(int rows, int columns, RandomStream random) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, j -> random.normal());
    }
    return matrix;
  }

  @Test
  void askingLeavesTheModelAsItWas() {
    Recaller recaller = turned();
    Weights before = Weights.of(recaller.model());
    Ablation.of(recaller);
    Swap.of(recaller, RANDOM);
    Selectivity.of(recaller, RANDOM);
    Intervention.of(recaller, RANDOM);
    SuperpositionProbe.of(recaller, RANDOM);
    before.requireUnchanged(recaller.model());
    assertThat(recaller.accuracy(recaller.subjects(), FACTS)).isEqualTo(1);
  }
}
