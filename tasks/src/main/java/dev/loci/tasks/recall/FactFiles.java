package dev.loci.tasks.recall;

import dev.loci.tasks.graph.DataException;
import dev.loci.tasks.graph.NumberLines;
import dev.loci.tasks.graph.TextFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Files of facts: {@code <stem>_facts.txt} with a line {@code subject,relation=answer} for each
 * fact, {@code <stem>_train_<count>.txt} and {@code <stem>_test_<count>.txt} with lines {@code
 * subject,relation,...=answer} or, with a chain of thought, {@code =answer,...} of all hops. Ids
 * are those of the tokens. The stem states N, R, k and the form.
 *
 * <p>What is read must be whole: every relation a bijection, every answer what the facts say, the
 * counts those in the names. Every fault is a {@link DataException} that names the file, and the
 * line if there is one.
 */
public final class FactFiles {
  private static final Pattern NAME =
      Pattern.compile(
          "(facts_subjects_([0-9]{1,9})_relations_([0-9]{1,9})_hops_([0-9]{1,4})"
              + "_(direct|chain|interleaved))_(?:(facts)|(train|test)_([0-9]{1,9}))\\.txt");

  private FactFiles() {}

  /**
   * Writes the three files.
   *
   * @param overwrite whether files of the same stem are replaced
   * @return the files
   */
  public static List<Path> write(Path folder, FactData data, boolean overwrite) {
    FactSet facts = data.facts();
    Map<Path, TextFiles.Content> contents = new LinkedHashMap<>();
    Queries singles = new Queries(facts.subjects(), facts.relations(), 1);
    contents.put(
        folder.resolve(data.stem() + "_facts.txt"),
        out -> writeLines(facts, Form.DIRECT, singles.stream(), out));
    contents.put(
        folder.resolve(data.stem() + "_train_" + data.train().size() + ".txt"),
        out -> writeLines(facts, data.form(), data.train().stream(), out));
    contents.put(
        folder.resolve(data.stem() + "_test_" + data.test().size() + ".txt"),
        out -> writeLines(facts, data.form(), data.test().stream(), out));
    Predicate<Path> isOld =
        file -> {
          Matcher name = NAME.matcher(file.getFileName().toString());
          return name.matches() && name.group(1).equals(data.stem());
        };
    return TextFiles.write(folder, contents, isOld, overwrite);
  }

  private static void writeLines(
      FactSet facts, Form form, Stream<Query> queries, BufferedWriter out) throws IOException {
    StringBuilder line = new StringBuilder();
    for (Query query : (Iterable<Query>) queries::iterator) {
      line.setLength(0);
      line.append(query.subject());
      for (int relation : query.relations()) {
        line.append(',').append(facts.relationToken(relation));
      }
      char separator = '=';
      for (int answer : said(facts, form, query)) {
        line.append(separator).append(answer);
        separator = ',';
      }
      out.append(line.append('\n'));
    }
  }

  /** The answers that are written: of all hops or of the last. */
  private static int[] said(FactSet facts, Form form, Query query) {
    int[] chain = facts.chain(query);
    return form == Form.DIRECT ? new int[] {chain[chain.length - 1]} : chain;
  }

  /** What the names of files state: N, R, k and the form. */
  public record Sizes(int subjects, int relations, int hops, Form form) {
    private static Sizes of(Matcher name) {
      return new Sizes(
          Integer.parseInt(name.group(2)),
          Integer.parseInt(name.group(3)),
          Integer.parseInt(name.group(4)),
          Form.named(name.group(5)));
    }
  }

  /** The sizes of the only facts of a folder, by the names of its files. */
  public static Sizes sizes(Path folder) {
    return Sizes.of(names(folder).getFirst());
  }

  /** Reads the only facts of a folder. */
  public static FactData read(Path folder) {
    List<Matcher> names = names(folder);
    try {
      return read(folder, names);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static DataException unreadable(Path folder, IOException e) {
    return DataException.of("read the facts of " + folder, e);
  }

  /** The names, taken apart, of the files of the only facts of a folder. */
  private static List<Matcher> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException("there is no folder " + folder);
    }
    List<Matcher> names;
    try (var list = Files.list(folder)) {
      names = list.sorted().map(FactFiles::parse).filter(Matcher::matches).toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    List<String> stems = names.stream().map(name -> name.group(1)).distinct().toList();
    if (stems.size() != 1) {
      throw new DataException(
          stems.isEmpty()
              ? folder + " holds no facts: no file is named facts_..._facts.txt"
              : "%s holds %d sets of facts, one is expected: %s"
                  .formatted(folder, stems.size(), String.join(", ", stems)));
    }
    return names;
  }

  private static Matcher parse(Path file) {
    return NAME.matcher(file.getFileName().toString());
  }

  private static FactData read(Path folder, List<Matcher> names) throws IOException {
    Sizes sizes = Sizes.of(names.getFirst());
    FactSet facts = readFacts(file(folder, names, "facts"), sizes.subjects(), sizes.relations());
    List<Query> train = readQueries(file(folder, names, "train"), facts, sizes, true);
    List<Query> test = readQueries(file(folder, names, "test"), facts, sizes, false);
    return new FactData(facts, sizes.hops(), sizes.form(), train, test);
  }

  private static Path file(Path folder, List<Matcher> names, String kind) {
    List<String> found =
        names.stream()
            .filter(name -> kind.equals(name.group(6)) || kind.equals(name.group(7)))
            .map(Matcher::group)
            .toList();
    if (found.size() != 1) {
      throw new DataException(
          found.isEmpty()
              ? "%s is incomplete: there is no file %s_%s"
                  .formatted(folder, names.getFirst().group(1), kind)
              : "%s is ambiguous: both %s and %s are there"
                  .formatted(folder, found.get(0), found.get(1)));
    }
    return folder.resolve(found.getFirst());
  }

  private static FactSet readFacts(Path file, int subjects, int relations) throws IOException {
    if (subjects < 2 || relations < 1 || (long) subjects * relations > FactSet.MOST_FACTS) {
      throw new DataException(
          "%s: facts of %d subjects and %d relations, expected at least 2 and 1 and at most %d in all"
              .formatted(file, subjects, relations, FactSet.MOST_FACTS));
    }
    int[][] answers = new int[relations][subjects];
    for (int[] row : answers) {
      Arrays.fill(row, -1);
    }
    int count = 0;
    try (NumberLines lines = new NumberLines(file, "token", subjects + relations)) {
      while (lines.next()) {
        Query fact = query(lines, subjects, 1, false);
        int answer = lines.get(2);
        if (lines.rightCount() != 1 || answer >= subjects) {
          throw lines.malformed("one subject after the equals sign");
        }
        if (answers[fact.relation(0)][fact.subject()] >= 0) {
          throw lines.error("the answer of %s was given before".formatted(fact));
        }
        answers[fact.relation(0)][fact.subject()] = answer;
        count++;
      }
    }
    if (count != subjects * relations) {
      throw new DataException(
          "%s holds %d facts, its name says %d subjects times %d relations"
              .formatted(file, count, subjects, relations));
    }
    try {
      return new FactSet(answers, subjects, true);
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Query> readQueries(Path file, FactSet facts, Sizes sizes, boolean withFacts)
      throws IOException {
    List<Query> queries = new ArrayList<>();
    try (NumberLines lines = new NumberLines(file, "token", facts.vocabulary())) {
      while (lines.next()) {
        Query query = query(lines, sizes.subjects(), sizes.hops(), withFacts);
        int[] expected = said(facts, sizes.form(), query);
        if (!Arrays.equals(lines.right(), expected)) {
          throw lines.malformed(
              "what the facts say: "
                  + IntStream.of(expected)
                      .mapToObj(Integer::toString)
                      .collect(Collectors.joining(",")));
        }
        queries.add(query);
      }
    }
    int stated = count(parse(file));
    if (queries.size() != stated) {
      throw new DataException(
          "%s holds %d lines, but its name says %d".formatted(file, queries.size(), stated));
    }
    return queries;
  }

  /** The number of lines that the name of a file of questions states. */
  private static int count(Matcher name) {
    if (!name.matches()) {
      throw new IllegalArgumentException("facts: the name is not one of ours");
    }
    return Integer.parseInt(name.group(8));
  }

  /**
   * The question of a line: one subject, then as many relations as there are hops.
   *
   * @param withFacts whether it may have one relation as well
   */
  private static Query query(NumberLines lines, int subjects, int hops, boolean withFacts) {
    int[] left = lines.left();
    int given = left.length - 1;
    boolean fits =
        (given == hops || (withFacts && given == 1))
            && left[0] < subjects
            && Arrays.stream(left).skip(1).allMatch(token -> token >= subjects);
    if (!fits) {
      String expected = hops == 1 ? "1 relation" : (withFacts ? "1 or " : "") + hops + " relations";
      throw lines.malformed(
          "a subject below %d and %s from %d on before the equals sign"
              .formatted(subjects, expected, subjects));
    }
    return new Query(left[0], Arrays.stream(left).skip(1).map(token -> token - subjects).toArray());
  }
}
