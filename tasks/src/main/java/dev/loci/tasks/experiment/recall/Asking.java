package dev.loci.tasks.experiment.recall;

import dev.loci.models.SequenceModel;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Query;
import dev.loci.tasks.recall.Recall;
import java.util.ArrayList;
import java.util.List;

/** How many questions a model answers rightly, when it writes all answers itself. */
public final class Asking {
  /** Questions that are put together. */
  private static final int TOGETHER = 4096;

  private Asking() {}

  /** The share of questions of which the last answer is right; NaN if there are none. */
  public static double accuracy(
      SequenceModel model, FactSet facts, Form form, List<Query> queries) {
    int right = 0;
    for (boolean each : answered(model, facts, form, queries)) {
      right += each ? 1 : 0;
    }
    return queries.isEmpty() ? Double.NaN : (double) right / queries.size();
  }

  /** Which questions' last answer is right. */
  public static boolean[] answered(
      SequenceModel model, FactSet facts, Form form, List<Query> queries) {
    boolean[] answered = new boolean[queries.size()];
    for (int from = 0; from < queries.size(); from += TOGETHER) {
      List<Query> some = queries.subList(from, Math.min(queries.size(), from + TOGETHER));
      int[][] said = Recall.answers(model, facts, form, some);
      for (int i = 0; i < said.length; i++) {
        answered[from + i] = said[i][said[i].length - 1] == facts.answerToken(some.get(i));
      }
    }
    return answered;
  }

  /** At most so many of them, evenly spread. */
  static List<Query> some(List<Query> queries, int most) {
    if (queries.size() <= most) {
      return queries;
    }
    List<Query> some = new ArrayList<>();
    for (long i = 0; i < most; i++) {
      some.add(queries.get((int) (i * queries.size() / most)));
    }
    return some;
  }
}
