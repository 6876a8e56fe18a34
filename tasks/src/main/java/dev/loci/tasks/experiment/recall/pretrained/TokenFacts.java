package dev.loci.tasks.experiment.recall.pretrained;

import dev.loci.tasks.graph.DataException;
import dev.loci.tasks.recall.FactSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Facts in the tokens of a model that others have trained. A line of their file is a subject, a
 * relation and an answer with tabs between: the ids of the subject's tokens, those of the words
 * that lead from it to the answer, and the id of the answer's first token, such as {@code 6342
 * 318<TAB>262 3139 286<TAB>4881}. Every subject has one answer to every relation.
 *
 * @param subjects tokens of each subject
 * @param relations tokens of each relation
 * @param answers the tokens that occur as answers
 * @param facts answers by relation and subject, as places in {@code answers}
 */
record TokenFacts(List<int[]> subjects, List<int[]> relations, int[] answers, FactSet facts) {
  private static final int COLUMNS = 3;

  /** Fewer subjects than this leave nothing to test with. */
  private static final int FEWEST = 10;

  /**
   * Reads a file.
   *
   * @param vocabulary the number of token ids of the model
   * @throws DataException naming file and line where something is wrong
   */
  static TokenFacts read(Path file, int vocabulary) {
    try {
      return new Reader(file, vocabulary).read();
    } catch (IOException e) {
      throw DataException.of("read the facts of " + file, e);
    }
  }

  private static final class Reader {
    private final Path file;
    private final int vocabulary;
    private final Map<List<Integer>, Integer> subjects = new LinkedHashMap<>();
    private final Map<List<Integer>, Integer> relations = new LinkedHashMap<>();
    private final Map<Integer, Integer> answers = new LinkedHashMap<>();
    private final Map<List<Integer>, Integer> facts = new HashMap<>(); // {subject, relation}

    Reader(Path file, int vocabulary) {
      this.file = file;
      this.vocabulary = vocabulary;
    }

    TokenFacts read() throws IOException {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          add(i + 1, lines.get(i).split("\t", -1));
        }
      }
      if (subjects.size() < FEWEST) {
        throw new DataException(
            "%s holds facts of %d subjects, at least %d are needed"
                .formatted(file, subjects.size(), FEWEST));
      }
      int[][] table = new int[relations.size()][subjects.size()];
      subjects.forEach((subject, s) ->
          relations.forEach((relation, r) -> table[r][s] = answer(subject, s, relation, r)));
      return new TokenFacts(
          tokens(subjects),
          tokens(relations),
          answers.keySet().stream().mapToInt(each -> each).toArray(),
          new FactSet(table, answers.size(), false));
    }

    private void add(int line, String[] columns) {
      if (columns.length != COLUMNS) {
        throw fault(
            line,
            "expected subject, relation and answer with tabs between, found %d columns"
                .formatted(columns.length));
      }
      int subject = number(subjects, ids(line, columns[0]));
      int relation = number(relations, ids(line, columns[1]));
      List<Integer> answer = ids(line, columns[2]);
      if (answer.size() != 1) {
        throw fault(line, "expected one token as answer, found " + answer.size());
      }
      List<Integer> fact = List.of(subject, relation);
      if (facts.put(fact, number(answers, answer.getFirst())) != null) {
        throw fault(line, "this subject had an answer to this relation before");
      }
    }

    private List<Integer> ids(int line, String text) {
      List<Integer> ids = new ArrayList<>();
      for (String each : text.strip().split(" +")) {
        int id;
        try {
          id = Integer.parseInt(each);
        } catch (NumberFormatException e) {
          throw fault(line, "expected token ids, got \"" + text + "\"");
        }
        if (id < 0 || id >= vocabulary) {
          throw fault(
              line,
              "token %d is none of the model's, which are 0 to %d".formatted(id, vocabulary - 1));
        }
        ids.add(id);
      }
      return ids;
    }

    private static <K> int number(Map<K, Integer> numbers, K key) {
      Integer known = numbers.putIfAbsent(key, numbers.size());
      return known == null ? numbers.size() - 1 : known;
    }

    private int answer(List<Integer> subject, int s, List<Integer> relation, int r) {
      Integer answer = facts.get(List.of(s, r));
      if (answer == null) {
        throw new DataException(
            "%s: subject %s has no answer to relation %s".formatted(file, subject, relation));
      }
      return answer;
    }

    private static List<int[]> tokens(Map<List<Integer>, Integer> numbered) {
      return numbered.keySet().stream()
          .map(ids -> ids.stream().mapToInt(each -> each).toArray())
          .toList();
    }

    private DataException fault(int line, String what) {
      return new DataException("%s, line %d: %s".formatted(file, line, what));
    }
  }

  /** The tokens of a question: subject, then relation. */
  int[] question(int subject, int relation) {
    return IntStream.concat(
            Arrays.stream(subjects.get(subject)), Arrays.stream(relations.get(relation)))
        .toArray();
  }
}
