package dev.loci.tasks.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.graph.DataException;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FactFilesTest {
  @TempDir private Path folder;

  private static FactData data(Form form) {
    FactSet facts = FactSet.bijections(6, 3, RandomStream.of(2));
    return FactData.composing(facts, 2, form, 0.8, 0, RandomStream.of(3));
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void whatIsWrittenIsReadBack(Form form) {
    FactData written = data(form);
    FactFiles.write(folder, written, false);
    FactData read = FactFiles.read(folder);
    assertThat(read.facts().answers()).isDeepEqualTo(written.facts().answers());
    assertThat(read.form()).isEqualTo(form);
    assertThat(read.hops()).isEqualTo(2);
    assertThat(read.train()).isEqualTo(written.train());
    assertThat(read.test()).isEqualTo(written.test());
  }

  @Test
  void theCompositionalSplitHoldsOutLongQuestionsOnly() {
    FactData data = data(Form.DIRECT);
    Set<Query> train = new HashSet<>(data.train());
    assertThat(train).hasSize(18 + 43).containsAll(new Queries(6, 3, 1).all());
    assertThat(data.test()).hasSize(11).allMatch(query -> query.hops() == 2);
    assertThat(data.test()).doesNotContainAnyElementsOf(train);
  }

  @Test
  void linesAreTokens() throws IOException {
    FactSet facts = new FactSet(new int[][] {{1, 0}, {0, 1}}, 2, true);
    RandomStream random = RandomStream.of(1);
    FactFiles.write(folder, FactData.memorising(facts, 2, Form.CHAIN, 0, random), false);
    String stem = "facts_subjects_2_relations_2_hops_2_chain_";
    assertThat(Files.readString(folder.resolve(stem + "facts.txt")))
        .isEqualTo("0,2=1\n0,3=0\n1,2=0\n1,3=1\n");
    assertThat(Files.readAllLines(folder.resolve(stem + "train_8.txt")))
        .startsWith("0,2,2=1,0", "0,2,3=1,1", "0,3,2=0,1");
    assertThat(folder.resolve(stem + "test_0.txt")).isEmptyFile();
  }

  @Test
  void filesAreReplacedOnlyIfAskedTo() {
    FactFiles.write(folder, data(Form.DIRECT), false);
    assertThatThrownBy(() -> FactFiles.write(folder, data(Form.DIRECT), false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("exists already");
    FactSet facts = FactSet.bijections(6, 3, RandomStream.of(4));
    FactData fewer = FactData.memorising(facts, 2, Form.DIRECT, 5, RandomStream.of(1));
    FactFiles.write(folder, fewer, true);
    assertThat(FactFiles.read(folder).train()).hasSize(5);
    FactFiles.write(folder, data(Form.CHAIN), false);
    assertThatThrownBy(() -> FactFiles.read(folder))
        .hasMessageContaining("holds 2 sets of facts, one is expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "facts   | 0,6=9        | line 1: token 9 is too large, ids are below 9",
        "facts   | 0,6=7        | line 1: expected one subject after the equals sign, but found \"0,6=7\"",
        "facts   | 0,6=1,2      | line 1: expected one subject after the equals sign",
        "facts   | 0,6,7=1      | line 1: expected a subject below 6 and 1 relation from 6 on before",
        "facts   | 0,6=x        | line 1: expected a number, but found \"0,6=x\"",
        "facts   | 0,6          | line 1: expected an equals sign",
        "facts   | -            | holds 17 facts, its name says 6 subjects times 3 relations",
        "train_61| 0,6          | line 1: expected an equals sign",
        "train_61| 6,0=1        | line 1: expected a subject below 6 and 1 or 2 relations from 6 on before",
        "train_61| 0,6,7,8=1    | line 1: expected a subject below 6 and 1 or 2 relations from 6 on before",
        "train_61| -            | holds 60 lines, but its name says 61",
        "test_11 | 0,6,7=99     | line 1: token 99 is too large",
        "test_11 | 0,6=1        | line 1: expected a subject below 6 and 2 relations from 6 on before",
      })
  void faultsAreNamed(String kind, String line, String message) throws IOException {
    FactFiles.write(folder, data(Form.DIRECT), false);
    Path file = folder.resolve("facts_subjects_6_relations_3_hops_2_direct_" + kind + ".txt");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.removeFirst();
    if (line != null) {
      lines.addFirst(line);
    }
    Files.write(file, lines);
    assertThatThrownBy(() -> FactFiles.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void answersThatContradictTheFacts() throws IOException {
    FactFiles.write(folder, data(Form.DIRECT), false);
    Path file = folder.resolve("facts_subjects_6_relations_3_hops_2_direct_train_61.txt");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    String first = lines.getFirst();
    char digit = first.charAt(first.length() - 1);
    lines.set(
        0, first.substring(0, first.length() - 1) + (digit == '5' ? '0' : (char) (digit + 1)));
    Files.write(file, lines);
    assertThatThrownBy(() -> FactFiles.read(folder))
        .hasMessageContaining("line 1: expected what the facts say: " + digit + ", but found");
  }

  @Test
  void factsThatAreNoBijection() throws IOException {
    FactFiles.write(folder, data(Form.DIRECT), false);
    Path file = folder.resolve("facts_subjects_6_relations_3_hops_2_direct_facts.txt");
    List<String> lines =
        Files.readAllLines(file).stream()
            .map(line ->
                line.startsWith("1,6=") || line.startsWith("0,6=") ? line.charAt(0) + ",6=3" : line)
            .toList();
    Files.write(file, lines);
    assertThatThrownBy(() -> FactFiles.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("relation 0 gives the answer 3 twice, so it is no bijection");
  }

  @Test
  void foldersThatHoldNoFacts() throws IOException {
    assertThatThrownBy(() -> FactFiles.read(folder)).hasMessageContaining("holds no facts");
    assertThatThrownBy(() -> FactFiles.read(folder.resolve("x")))
        .hasMessageStartingWith("there is no folder");
    FactFiles.write(folder, data(Form.DIRECT), false);
    Files.delete(folder.resolve("facts_subjects_6_relations_3_hops_2_direct_test_11.txt"));
    assertThatThrownBy(() -> FactFiles.read(folder)).hasMessageContaining("is incomplete");
  }
}
