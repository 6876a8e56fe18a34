package dev.loci.tasks.recall.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Query;
import dev.loci.tasks.recall.Recall;
import dev.loci.tasks.recall.Weights;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every construction recalls every fact, with the width and the margin that theory gives it. */
class ConstructionsTest {
  /** {N, R}, among them those of the derivations and sizes beside powers of two. */
  private static final int[][] ONE_HOP = {
    {2, 1}, {2, 2}, {3, 2}, {4, 3}, {5, 1}, {8, 4}, {17, 3}, {33, 2}, {64, 5}, {100, 7}
  };

  /** {N, R, k}. */
  private static final int[][] HOPS = {
    {2, 2, 2},
    {3, 2, 3},
    {4, 1, 2},
    {5, 3, 2},
    {8, 2, 3},
    {10, 3, 1},
    {16, 4, 2},
    {17, 2, 4},
    {20, 3, 3},
    {33, 2, 5}
  };

  /** More questions than this are sampled: of one hop, where models are small, and of several. */
  private static final int MOST_ASKED = 1000;

  private static final int MOST_ASKED_OF_SEVERAL_HOPS = 150;

  /** A construction, facts for it, and questions about them. */
  private record Case(Construction construction, FactSet facts, List<Query> queries) {
    static Case of(Construction construction, RandomStream random) {
      FactSet facts = construction.draw(random.split("facts"));
      Queries all = new Queries(facts.subjects(), facts.relations(), construction.hops());
      int most = construction.hops() == 1 ? MOST_ASKED : MOST_ASKED_OF_SEVERAL_HOPS;
      List<Query> queries =
          all.count() <= most ? all.all() : all.sample(most, random.split("queries"));
      return new Case(construction, facts, queries);
    }

    Recall ask(Gpt model, FactSet about) {
      return Recall.of(model, about, construction.form(), queries);
    }

    @Override
    public String toString() {
      return construction.toString();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(Scheme.values()).flatMap(ConstructionsTest::cases);
  }

  private static Stream<Case> cases(Scheme scheme) {
    return Stream.of(scheme.answersHops() ? HOPS : ONE_HOP)
        .map(size -> scheme.of(size[0], size[1], size.length > 2 ? size[2] : 1, 2 + size[0] / 2))
        .map(construction -> Case.of(construction, RandomStream.of(construction.hashCode())));
  }

  @Test
  void thereAreTenSizesOfEach() {
    for (Scheme scheme : Scheme.values()) {
      assertThat(cases(scheme).distinct()).as(scheme.word()).hasSize(10);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyAnswerIsRightByTheMarginOfTheory(Case each) {
    Recall recall = each.ask(each.construction().build(each.facts()), each.facts());
    assertThat(recall.accuracy()).isEqualTo(1);
    assertThat(recall.margin()).isGreaterThanOrEqualTo(Margins.least(each.construction()));
    double expected = each.construction().margin(); // what it says itself
    assertThat(recall.margin()).isGreaterThan(expected * (1 - 1e-3) - 1e-6);
    double most = // attention that strays helps some answers; disjoint ones may lack a close rival
        switch (each.construction()) {
          case AttentionOnly _ -> 1.15 * expected;
          case DisjointAnswers disjoint -> disjoint.relations() == 1 ? 2 : 1;
          case SuperposedAnswers _ -> 2;
          default -> expected;
        };
    assertThat(recall.margin()).isLessThan(most * (1 + 1e-3) + 1e-6);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void turningTheVectorSpaceChangesNothing(Case each) {
    Gpt model = each.construction().build(each.facts());
    Rotation.of(model.config().width(), RandomStream.of(5)).apply(model);
    Recall recall = each.ask(model, each.facts());
    assertThat(recall.accuracy()).isEqualTo(1);
    assertThat(recall.margin()).isGreaterThanOrEqualTo(Margins.least(each.construction()));
    int relation = each.facts().relationToken(0);
    assertThat(model.embedding().value().select(0, relation).toDoubleArray()).doesNotContain(0);
  }

  /** Only the key-value memory has facts elsewhere than in the embedding. */
  @ParameterizedTest
  @MethodSource("cases")
  void otherFactsNeedOnlyAnotherEmbedding(Case each) {
    Construction construction = each.construction();
    Gpt model = construction.build(each.facts());
    FactSet others = construction.draw(RandomStream.of(1).split("other facts"));
    Weights before = Weights.of(model);
    construction.swap(model, others);
    before.requireUnchanged(model, "embedding.weight");
    double accuracy = each.ask(model, others).accuracy();
    if (construction.factsInEmbedding()) {
      assertThat(accuracy).isEqualTo(1);
    } else {
      assertThat(each.ask(model, each.facts()).accuracy()).isEqualTo(1);
      int n = construction.subjects();
      if (n >= 8) {
        assertThat(accuracy).as("chance is %s", 1.0 / n).isLessThan(0.03 + 2.0 / n);
      }
    }
  }

  @Test
  void widthsAreThoseOfTheDerivations() {
    assertWidths(Scheme.SELECTOR, 100, 7, 1, 63, List.of(List.of(49)));
    assertWidths(Scheme.SELECTOR_CODED, 100, 7, 1, 59, List.of(List.of(56, 49)));
    assertWidths(Scheme.SELECTOR_CIRCLE, 100, 7, 1, 23, List.of(List.of(14)));
    assertWidths(Scheme.SELECTOR_CIRCLE, 2000, 7, 1, 23, List.of(List.of(14)));
    assertWidths(Scheme.ATTENTION_ONLY, 100, 7, 1, 65, List.of(List.of()));
    assertWidths(Scheme.DISJOINT, 200, 6, 1, 36, List.of(List.of()));
    assertWidths(Scheme.KEY_VALUE, 20, 3, 3, 18, List.of(List.of(60), List.of(60), List.of(60)));
    assertWidths(Scheme.KEY_VALUE, 10, 3, 1, 14, List.of(List.of(30)));
    assertWidths(Scheme.TREE, 20, 3, 3, 351, List.of(List.of(135), List.of(45), List.of(15)));
    int[] widths = {32, 40, 50, 24, 92};
    int[][] sizes = {{20, 3, 3}, {33, 2, 9}, {50, 4, 6}, {10, 3, 1}, {100, 5, 20}};
    int[] hidden = {15, 12, 24, 12, 35};
    for (int i = 0; i < widths.length; i++) {
      int[] size = sizes[i];
      assertWidths(
          Scheme.CHAIN_OF_THOUGHT,
          size[0],
          size[1],
          size[2],
          widths[i],
          List.of(List.of(hidden[i])));
    }
    assertWidths(Scheme.INTERLEAVED, 100, 5, 20, 49, List.of(List.of(35)));
    assertThat(new SuperposedAnswers(50, 4, 50).layout().width()).isEqualTo(427);
    assertThat(Scheme.TREE.of(33, 2, 5, 0).layout().width()).isEqualTo(588);
  }

  private static void assertWidths(
      Scheme scheme, int n, int r, int k, int width, List<List<Integer>> hidden) {
    Construction construction = scheme.of(n, r, k, 30);
    assertThat(construction.config().width()).as(scheme.word()).isEqualTo(width);
    assertThat(construction.config().blocks().stream().map(BlockConfig::hidden))
        .as(scheme.word())
        .containsExactlyElementsOf(hidden);
  }

  /** As many hops as one likes with one layer of the width of one hop and 2k for positions. */
  @ParameterizedTest
  @EnumSource(names = {"CHAIN_OF_THOUGHT", "INTERLEAVED"})
  void aChainOfThoughtOfTwentyHops(Scheme scheme) {
    Case each = Case.of(scheme.of(100, 5, 20, 0), RandomStream.of(3));
    List<Query> few = each.queries().subList(0, 60);
    Recall recall =
        Recall.of(
            each.construction().build(each.facts()), each.facts(), each.construction().form(), few);
    assertThat(recall).isEqualTo(new Recall(1, 2));
  }

  /** The sizes of the derivations; noise leaves most of the margin of 1. */
  @ParameterizedTest
  @CsvSource({"50, 4, 50", "200, 6, 30", "64, 8, 64"})
  void superposedAnswersStandClearOfTheNoise(int subjects, int relations, int answers) {
    Case each = Case.of(new SuperposedAnswers(subjects, relations, answers), RandomStream.of(3));
    Recall recall = each.ask(each.construction().build(each.facts()), each.facts());
    assertThat(recall.accuracy()).isEqualTo(1);
    assertThat(recall.margin()).isBetween(0.25, 1.0);
  }

  /** The margin is 2 pi^2 / N^2, which float32 still resolves. */
  @Test
  void theCircleHoldsThousandsOfSubjects() {
    Case each = Case.of(new Selector(2000, 8, Codes.CIRCLE), RandomStream.of(3));
    Recall recall = each.ask(each.construction().build(each.facts()), each.facts());
    assertThat(recall.accuracy()).isEqualTo(1);
    assertThat(recall.margin()).isBetween(4e-6, 6e-6);
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void refusesSizesThatMakeNoSense(Scheme scheme) {
    assertThatThrownBy(() -> scheme.of(1, 2, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("construct: 1 subjects, 2 relations and 1 hops, expected at least 2, 1 and 1");
    assertThatThrownBy(() -> scheme.of(2, 0, 1, 3)).hasMessageContaining("0 relations");
  }

  @Test
  void turnsOnlyWhatCanBeTurned() {
    assertThatThrownBy(() -> Rotation.of(5000, RandomStream.of(1)))
        .hasMessage("rotation: vectors of 5000 coordinates, at most 4096 can be turned");
    Gpt usual = new Gpt(GptConfig.of(3, 2, 1, 4, 1));
    Rotation narrow = Rotation.of(4, RandomStream.of(1));
    assertThatThrownBy(() -> narrow.apply(usual))
        .hasMessage("rotation: a model with normalisations or linear blocks can't be turned");
    Gpt wider = new Gpt(GptConfig.withoutNorms(3, 2, 5, false, List.of()));
    assertThatThrownBy(() -> narrow.apply(wider))
        .hasMessage("rotation: a model of width 5, expected 4");
  }

  @Test
  void refusesModelsThatAreTooLarge() {
    Construction tree = new PrecomputedTree(64, 4, 20);
    FactSet facts = tree.draw(RandomStream.of(1));
    assertThatThrownBy(() -> tree.build(facts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 16777216 are allowed");
    Construction wide = new KeyValueMemory(2000, 2000, 3);
    assertThatThrownBy(() -> wide.build(facts))
        .hasMessageMatching("construct: the model would have [0-9]+ parameters, more than .*");
  }
}
