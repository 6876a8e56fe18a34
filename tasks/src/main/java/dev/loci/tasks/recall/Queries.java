package dev.loci.tasks.recall;

import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The {@code N R^k} questions of k hops, numbered subject by subject, words of relations in
 * lexicographic order.
 */
public final class Queries {
  /** More token ids than this, in all questions together, are not enumerated. */
  public static final int MOST_TOKENS = 20_000_000;

  private final int subjects;
  private final int relations;
  private final int hops;
  private final long words;
  private final boolean counted;

  /**
   * @throws IllegalArgumentException if there is no hop
   */
  public Queries(int subjects, int relations, int hops) {
    if (hops < 1) {
      throw new IllegalArgumentException("queries: %d hops, expected at least 1".formatted(hops));
    }
    this.subjects = subjects;
    this.relations = relations;
    this.hops = hops;
    long most = Long.MAX_VALUE / subjects;
    long count = 1;
    boolean fits = true;
    for (int i = 0; i < hops && fits && relations > 1; i++) {
      fits = count <= most / relations;
      count = fits ? count * relations : most;
    }
    words = count;
    counted = fits;
  }

  /** {@code N R^k}, or a number close to 2^63 if there are still more. */
  public long count() {
    return subjects * words;
  }

  /** Whether {@link #count} is exact. */
  public boolean isCounted() {
    return counted;
  }

  private Query get(long number) {
    int[] word = new int[hops];
    long rest = number % words;
    for (int t = hops - 1; t >= 0; t--) {
      word[t] = (int) (rest % relations);
      rest /= relations;
    }
    return new Query((int) (number / words), word);
  }

  /** All questions, in order, however many. */
  Stream<Query> stream() {
    return LongStream.range(0, count()).mapToObj(this::get);
  }

  /**
   * All questions, in order.
   *
   * @throws IllegalArgumentException if they are too many, naming their count and the option with
   *     which fewer are asked for
   */
  public List<Query> all() {
    requireTokens(count(), "take fewer subjects, relations or hops, or a --sample of them");
    return stream().toList();
  }

  /**
   * Different questions in random order, each set of them equally likely; all, if as many are asked
   * for as there are.
   *
   * @throws IllegalArgumentException if there are not so many, or more than can be kept
   */
  public List<Query> sample(int count, RandomStream random) {
    if (count < 1 || count > count()) {
      throw new IllegalArgumentException(
          "queries: a sample of %d out of %d questions".formatted(count, count()));
    }
    requireTokens(count, "ask for fewer");
    return 2L * count > count()
        ? shuffled(random).limit(count).mapToObj(this::get).toList()
        : few(count, random);
  }

  /** At most so many of some questions, each set of them equally likely, in random order. */
  public static List<Query> some(List<Query> all, int most, RandomStream random) {
    int[] order = IntStream.range(0, all.size()).toArray();
    random.shuffle(order);
    return Arrays.stream(order).limit(most).mapToObj(all::get).toList();
  }

  private LongStream shuffled(RandomStream random) {
    int[] order = IntStream.range(0, (int) count()).toArray();
    random.shuffle(order);
    return Arrays.stream(order).asLongStream();
  }

  /** Draws until enough different ones have come, which are less than half of all. */
  private List<Query> few(int count, RandomStream random) {
    Set<Query> drawn = new HashSet<>();
    return Stream.generate(() -> draw(random)).filter(drawn::add).limit(count).toList();
  }

  private Query draw(RandomStream random) {
    int subject = random.below(subjects);
    return new Query(subject, IntStream.range(0, hops).map(t -> random.below(relations)).toArray());
  }

  private void requireTokens(long count, String advice) {
    if (count > MOST_TOKENS / (hops + 2)) {
      throw new IllegalArgumentException(
          "queries: %s%d questions of %d hops are more than the %d that can be listed; %s"
              .formatted(
                  counted ? "" : "more than ", count, hops, MOST_TOKENS / (hops + 2), advice));
    }
  }
}
