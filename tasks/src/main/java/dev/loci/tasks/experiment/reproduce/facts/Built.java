package dev.loci.tasks.experiment.reproduce.facts;

import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Recall;
import dev.loci.tasks.recall.theory.Construction;
import dev.loci.tasks.recall.theory.Rotation;
import dev.loci.tasks.recall.theory.Scheme;
import dev.loci.tensor.random.RandomStream;

/** The constructions of theory, asked about facts. */
final class Built {
  static final int SUBJECTS = 64;
  static final int RELATIONS = 4;
  static final int HOPS = 2;

  private Built() {}

  /**
   * The share of all questions that a construction answers, its vector space turned at random.
   *
   * @param swapped whether new facts are written into its embedding, and nowhere else, and asked
   */
  static double accuracy(Scheme scheme, int seed, boolean swapped) {
    RandomStream random = RandomStream.of(seed).split(scheme.word());
    int hops = scheme.answersHops() ? HOPS : 1;
    Construction construction = scheme.of(SUBJECTS, RELATIONS, hops, SUBJECTS);
    FactSet facts = construction.draw(random.split("facts"));
    Gpt model = construction.build(facts);
    FactSet asked = swapped ? construction.draw(random.split("other facts")) : facts;
    if (swapped) {
      construction.swap(model, asked);
    }
    Rotation.of(model.config().width(), random.split("rotation")).apply(model);
    return Recall.of(
            model, asked, construction.form(), new Queries(SUBJECTS, RELATIONS, hops).all())
        .accuracy();
  }
}
