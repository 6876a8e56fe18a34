package dev.loci.tasks.recall;

import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Facts and questions about them to learn from and to be tested with.
 *
 * @param facts bijections with shared answers
 * @param hops k
 * @param form how questions are written
 * @param train questions to learn, of k hops or, in a compositional split, of one hop as well
 * @param test questions that are held out
 */
public record FactData(FactSet facts, int hops, Form form, List<Query> train, List<Query> test) {

  public FactData {
    train = List.copyOf(train);
    test = List.copyOf(test);
    if (!facts.shared()) {
      throw new IllegalArgumentException("facts: files hold relations that share their answers");
    }
  }

  /**
   * The task of memorising: nothing is held out.
   *
   * @param sample how many of the questions to take; 0 for all
   */
  public static FactData memorising(
      FactSet facts, int hops, Form form, int sample, RandomStream random) {
    Queries queries = new Queries(facts.subjects(), facts.relations(), hops);
    List<Query> train = sample == 0 ? queries.all() : queries.sample(sample, random);
    return new FactData(facts, hops, form, train, List.of());
  }

  /**
   * The task of composing: all facts and a share of the questions of k hops to learn from, the rest
   * of these to be tested with.
   *
   * @param share share of the questions of k hops that is learned from, rounded to whole questions
   * @param sample how many of the questions of k hops to take in all; 0 for all
   */
  public static FactData composing(
      FactSet facts, int hops, Form form, double share, int sample, RandomStream random) {
    if (!(share >= 0 && share <= 1) || hops < 2) {
      throw new IllegalArgumentException(
          "facts: a share of %s of questions of %d hops, expected 0 to 1 of 2 hops or more"
              .formatted(share, hops));
    }
    Queries queries = new Queries(facts.subjects(), facts.relations(), hops);
    if (sample == 0) {
      queries.all(); // says how many there are, if they are too many
    }
    int count = sample == 0 ? (int) queries.count() : sample;
    List<Query> drawn = queries.sample(count, random);
    int learned = (int) Math.round(share * count);
    List<Query> train = new ArrayList<>(new Queries(facts.subjects(), facts.relations(), 1).all());
    train.addAll(drawn.subList(0, learned));
    return new FactData(facts, hops, form, train, drawn.subList(learned, count));
  }

  /** The beginning that its files' names have in common. */
  public String stem() {
    return "facts_subjects_%d_relations_%d_hops_%d_%s"
        .formatted(facts.subjects(), facts.relations(), hops, form.word());
  }
}
