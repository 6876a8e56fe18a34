package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.recall.FactData;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Query;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Facts, and which questions about them a model learns.
 *
 * @param hops k
 * @param learned questions of k hops
 * @param singles all questions of one hop, if they are learned besides; empty otherwise
 * @param heldOut questions of k hops that are not learned
 */
public record Questions(
    FactSet facts,
    int hops,
    Form form,
    List<Query> learned,
    List<Query> singles,
    List<Query> heldOut) {

  public Questions {
    if (learned.isEmpty() && singles.isEmpty()) {
      throw new IllegalArgumentException("facts: there is no question to learn from");
    }
  }

  /**
   * Those of a run, from its files or drawn; what is drawn depends on the seed and on nothing but
   * its own sizes, and is what {@code loci data facts} draws with that seed.
   */
  public static Questions of(RecallSettings settings) {
    return settings.data().equals(RecallSettings.GENERATED)
        ? drawn(settings)
        : of(FactsFolder.read(settings), true);
  }

  private static Questions of(FactData data, boolean withFacts) {
    int k = data.hops();
    List<Query> learned = data.train().stream().filter(query -> query.hops() == k).toList();
    List<Query> singles =
        withFacts
            ? data.train().stream().filter(query -> query.hops() < k).toList()
            : List.<Query>of();
    return new Questions(data.facts(), k, data.form(), learned, singles, data.test());
  }

  private static Questions drawn(RecallSettings settings) {
    RandomStream random = RandomStream.of(settings.seed());
    FactSet facts = facts(settings, random.split("facts"));
    RandomStream order = random.split("questions");
    Form form = settings.how();
    if (facts.shared() && settings.trainShare() < 1) {
      FactData data =
          FactData.composing(
              facts, settings.hops(), form, settings.trainShare(), settings.sample(), order);
      return of(data, settings.withFacts());
    }
    Queries all = new Queries(facts.subjects(), facts.relations(), settings.hops());
    List<Query> learned = settings.sample() == 0 ? all.all() : all.sample(settings.sample(), order);
    List<Query> singles =
        settings.withFacts()
            ? new Queries(facts.subjects(), facts.relations(), 1).all()
            : List.of();
    return new Questions(facts, settings.hops(), form, learned, singles, List.of());
  }

  private static FactSet facts(RecallSettings settings, RandomStream random) {
    return settings.answers() == 0
        ? FactSet.bijections(settings.subjects(), settings.relations(), random)
        : FactSet.disjoint(settings.subjects(), settings.relations(), settings.answers(), random);
  }

  /** A number that other facts and questions hardly share, the same wherever it is computed. */
  int digest() {
    return Objects.hash(Arrays.deepHashCode(facts.answers()), learned, singles, heldOut);
  }

  /** The longest question with its answers, without the last of them, which is never read. */
  public int context() {
    return form.length(hops) - 1;
  }
}
