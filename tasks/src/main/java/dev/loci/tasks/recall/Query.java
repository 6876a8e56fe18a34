package dev.loci.tasks.recall;

import java.util.Arrays;

/**
 * A question: the subject s and the relations {@code r_1..r_k} to follow from it, in order.
 *
 * @param relations not copied, must not be changed
 */
public record Query(int subject, int... relations) {
  /** k. */
  public int hops() {
    return relations.length;
  }

  /** The relation of a hop, from 0 on. */
  public int relation(int hop) {
    return relations[hop];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Query query
        && subject == query.subject
        && Arrays.equals(relations, query.relations);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(relations) + subject;
  }

  @Override
  public String toString() {
    return subject + " " + Arrays.toString(relations);
  }
}
