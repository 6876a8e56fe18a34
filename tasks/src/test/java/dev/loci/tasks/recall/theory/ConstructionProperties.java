package dev.loci.tasks.recall.theory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Query;
import dev.loci.tasks.recall.Recall;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Constructions of any small size recall all, whichever the facts and the directions are. */
class ConstructionProperties {
  @Property(tries = 120)
  void everyQuestionIsAnswered(
      @ForAll Scheme scheme,
      @ForAll @IntRange(min = 2, max = 24) int subjects,
      @ForAll @IntRange(min = 1, max = 4) int relations,
      @ForAll @IntRange(min = 1, max = 3) int hops,
      @ForAll @IntRange(min = 2, max = 9) int answers,
      @ForAll boolean turned,
      @ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    Construction construction = scheme.of(subjects, relations, hops, answers);
    FactSet facts = construction.draw(random.split("facts"));
    Gpt model = construction.build(facts);
    if (turned) {
      Rotation.of(model.config().width(), random.split("rotation")).apply(model);
    }
    List<Query> queries = new Queries(subjects, relations, construction.hops()).all();
    Recall recall = Recall.of(model, facts, construction.form(), queries);
    assertThat(recall.accuracy()).isEqualTo(1);
    assertThat(recall.margin()).isGreaterThanOrEqualTo(Margins.least(construction));
  }

  /** Where facts are elsewhere, the old ones stay: new ones are right if they are the same. */
  @Property(tries = 120)
  void otherFactsNeedAnotherEmbedding(
      @ForAll Scheme scheme,
      @ForAll @IntRange(min = 2, max = 24) int subjects,
      @ForAll @IntRange(min = 1, max = 4) int relations,
      @ForAll @IntRange(min = 1, max = 3) int hops,
      @ForAll @IntRange(min = 2, max = 9) int answers,
      @ForAll boolean turned,
      @ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    Construction construction = scheme.of(subjects, relations, hops, answers);
    FactSet facts = construction.draw(random.split("facts"));
    FactSet others = construction.draw(random.split("other facts"));
    Gpt model = construction.build(facts);
    construction.swap(model, others);
    if (turned) {
      Rotation.of(model.config().width(), random.split("rotation")).apply(model);
    }
    List<Query> queries = new Queries(subjects, relations, construction.hops()).all();
    double same =
        queries.stream()
            .mapToDouble(query -> facts.answerToken(query) == others.answerToken(query) ? 1 : 0)
            .average()
            .orElseThrow();
    assertThat(Recall.accuracy(model, others, construction.form(), queries))
        .isEqualTo(construction.factsInEmbedding() ? 1 : same);
  }
}
