package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetReaderTest {
  @TempDir Path folder;

  @BeforeEach
  void writeASmallDataSet() throws IOException {
    write("a_pretrain.txt", "0=1\n1=0\n");
    write("a_train_1.txt", "1=0,1\n");
    write("a_test_1.txt", "0=1,0\n");
  }

  @Test
  void readsAnyDataSetInTheFormat() {
    DataSet data = DataSetReader.read(folder);
    assertThat(data.stem()).isEqualTo("a");
    assertThat(data.nodeCount()).isEqualTo(2);
    assertThat(data.edges()).isEqualTo(EdgeList.of(new int[] {0, 1}, new int[] {1, 0}));
    assertThat(data.train()).isDeepEqualTo(new int[][] {{0, 1}});
    assertThat(data.test()).isDeepEqualTo(new int[][] {{1, 0}});
    assertThat(data.startNodeInPrefix()).isFalse();
    assertThat(data.graph().root()).isEmpty();
  }

  @Test
  void readsCrLfAndAMissingLastLineEnd() throws IOException {
    write("a_pretrain.txt", "0=1\r\n1=12");
    DataSet data = DataSetReader.read(folder);
    assertThat(data.edges().target(1)).isEqualTo(12);
    assertThat(data.nodeCount()).isEqualTo(13);
  }

  @Test
  void readsPrefixesWithTheStartNode() throws IOException {
    write("a_train_1.txt", "0,1=0,1\n");
    write("a_test_1.txt", "1,0=1,0\n");
    assertThat(DataSetReader.read(folder).startNodeInPrefix()).isTrue();
  }

  @Test
  void namesNeedNoCountsAndPathFilesMayBeEmpty() throws IOException {
    Files.move(folder.resolve("a_train_1.txt"), folder.resolve("a_train.txt"));
    Files.delete(folder.resolve("a_test_1.txt"));
    write("a_test_0.txt", "");
    DataSet data = DataSetReader.read(folder);
    assertThat(data.train()).hasNumberOfRows(1);
    assertThat(data.test()).isEmpty();
  }

  @Test
  void whatTheBuilderWritesComesBack() {
    DataSetOptions options =
        DataSetOptions.of(Star.of(4, 1, 5), folder).withRandomSeed(7).withStartNode(true);
    DataSetBuilder.build(options);
    for (boolean self : new boolean[] {false, true}) {
      DataSet written = DataSetBuilder.sample(options, self);
      DataSet read = DataSetReader.read(options.folder(), DataSetSelector.ofSelfEdges(self));
      assertThat(read).usingRecursiveComparison().isEqualTo(written);
      assertThat(DataSetReader.read(options.folder(), DataSetSelector.of(options, self)).stem())
          .isEqualTo(written.stem());
      assertThat(read.graph().root()).hasValue(3);
      assertThat(read.graph().displayOrder())
          .containsExactly(3, 2, 13, 14, 7, 9, 15, 12, 5, 11, 8, 1, 0, 16, 6, 4, 10);
    }
    fails(options.folder(), DataSetSelector.ANY, "holds 2 data sets, choose one of: star_deg_4");
  }

  @Test
  void isolatedNodesComeBackThroughTheName() {
    DataSetOptions options = DataSetOptions.of(new Star(2, 1, 3, 9), folder);
    DataSetBuilder.build(options);
    DataSet data = DataSetReader.read(options.folder(), DataSetSelector.ofSelfEdges(false));
    assertThat(data.nodeCount()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0=1\\n1\\n | line 2: expected an equals sign, but found \"1\"",
        "0=1\\n\\n | line 2: expected a number, but found an empty line",
        "0=1\\nx=2\\n | line 2: expected a number, but found \"x=2\"",
        "0=1\\n1=\\n | line 2: expected a number, but found \"1=\"",
        "=1\\n | line 1: expected a number, but found \"=1\"",
        "1=2=3\\n | line 1: expected numbers, commas and one equals sign, but found \"1=2=3\"",
        "1=2,3\\n | line 1: expected an edge u=v, but found \"1=2,3\"",
        "1,2=3\\n | line 1: expected an edge u=v, but found \"1,2=3\"",
        "1 = 2\\n | line 1: expected numbers, commas and one equals sign, but found \"1 = 2\"",
        "-1=2\\n | line 1: expected a number, but found \"-1=2\"",
        "1.5=2\\n | line 1: expected numbers, commas and one equals sign, but found \"1.5=2\"",
        "2000000000=1\\n | line 1: node 2000000000 is too large, ids are below 10000000",
        "99999999999999999999=1\\n | node 99999999999999999999 is too large",
        "'' | is empty, it should hold edges u=v",
      })
  void malformedEdges(String content, String message) throws IOException {
    write("a_pretrain.txt", content.replace("\\n", "\n"));
    fails("a_pretrain.txt", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1=0,2\\n | line 1: expected a prefix of the path's last node, or of its first and last",
        "1,2=0,2\\n | line 1: expected a prefix of the path's last node, or of its first and last",
        "0,1,2=0,2\\n | line 1: expected a prefix of the path's last node",
        "1=1\\n | line 1: expected a path of 2 nodes or more after the equals sign",
        "1=0,\\n | line 1: expected a number, but found \"1=0,\"",
        "1=0,1\\n0,1=0,1\\n | line 2: expected a prefix of 1 as in the lines before",
        "1=0,1\\n1=0,1\\n | holds 2 lines, but its name says 1",
        "'' | holds 0 lines, but its name says 1",
        "0,1=0,1\\n | has prefixes of 2",
      })
  void malformedPaths(String content, String message) throws IOException {
    write("a_train_1.txt", content.replace("\\n", "\n"));
    if (message.startsWith("has prefixes")) {
      fails("a_test_1.txt has prefixes of 1 where the data set has 2");
    } else {
      fails("a_train_1.txt", message);
    }
  }

  @Test
  void bytesThatAreNoTextAreShownAsDots() throws IOException {
    Files.write(folder.resolve("a_pretrain.txt"), new byte[] {'1', 0, (byte) 0xff, '\n'});
    fails("line 1: expected numbers, commas and one equals sign, but found \"1..\"");
  }

  @Test
  void endlessLinesStopEarly() throws IOException {
    write("a_pretrain.txt", "1".repeat(Limits.LINE + 1));
    fails("a_pretrain.txt", "line 1: the line is longer than the 1048576 characters allowed");
    write("a_pretrain.txt", "1".repeat(Limits.LINE - 2) + "=1\n");
    fails("node " + "1".repeat(40), "is too large");
    write("a_pretrain.txt", "0=1" + ",1".repeat(100_000) + "\n");
    fails("expected an edge u=v, but found \"0=1,1,", "...\"");
  }

  @Test
  void endlessFilesStopEarly() throws IOException {
    byte[] edges = "0=1\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = Files.newOutputStream(folder.resolve("a_pretrain.txt"))) {
      for (int i = 0; i < 101; i++) {
        out.write(edges);
      }
    }
    fails("line 10000001: the file holds more than the 20000000 node ids allowed");
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(folder.resolve("a_test_1.txt"));
    fails(folder + " is incomplete: there is no file a_test_<count>.txt");
    Files.delete(folder.resolve("a_pretrain.txt"));
    fails(folder + " holds no data set: no file ends in _pretrain.txt");
    fails(folder.resolve("none"), DataSetSelector.ANY, "there is no folder " + folder);
  }

  @Test
  void ambiguousFoldersAreReported() throws IOException {
    write("a_train_2.txt", "");
    fails("is ambiguous: both a_train_1.txt and a_train_2.txt belong to a");
    fails(folder, DataSetSelector.ofStem("b"), "holds no such data set (b), choose one of: a");
    fails(folder, DataSetSelector.ofSelfEdges(true), "any stem, with self edges");
  }

  @Test
  void aFolderInPlaceOfAFileIsReported() throws IOException {
    Files.delete(folder.resolve("a_test_1.txt"));
    Files.createDirectory(folder.resolve("a_test_1.txt"));
    fails("can't read", "a_test_1.txt");
  }

  @Test
  void whatTheNameStatesMustHold() throws IOException {
    DataSetOptions options = DataSetOptions.of(new Cycle(5, 3), folder);
    DataSetSelector self = DataSetSelector.ofSelfEdges(true);
    Path plain = DataSetBuilder.build(options).get(0);
    Path withSelf =
        plain.resolveSibling(plain.getFileName().toString().replace("selfedge_0", "selfedge_1"));

    Files.writeString(withSelf, Files.readString(withSelf).replace("4=4\n", ""));
    fails(
        options.folder(),
        self,
        "is damaged: it holds self edges of 4 nodes, but its name says all 5");
    Files.writeString(plain, Files.readString(plain).replace("0=4\n", ""));
    fails(
        options.folder(),
        DataSetSelector.ofSelfEdges(false),
        "is damaged: it holds edges without their reverse, but its name says both directions");
    Files.writeString(plain, "0=5\n");
    fails(
        options.folder(),
        DataSetSelector.ofSelfEdges(false),
        "line 1: node 5 is too large, ids are below 5");
  }

  @Test
  void moreNodesThanAllowedAreRefusedByName() throws IOException {
    for (String end : new String[] {"pretrain", "train_1", "test_1"}) {
      write("cycle_N_10000001_sd_00_fb_11_selfedge_0_" + end + ".txt", "");
    }
    fails(
        folder,
        DataSetSelector.ofSelfEdges(false),
        "selfedge_0_pretrain.txt: 10000001 nodes are more than the 10000000 allowed");
  }

  @Test
  void theReleasedStarWithSelfEdgesTwiceIsAccepted() throws IOException {
    DataSetOptions options = DataSetOptions.of(Star.of(4, 1, 5), folder).withRandomSeed(7);
    Path file = DataSetBuilder.build(options).get(3);
    StringBuilder again = new StringBuilder(Files.readString(file));
    for (int v = 0; v < 17; v++) {
      again.append(v).append('=').append(v).append('\n');
    }
    Files.writeString(file, again);
    DataSet data = DataSetReader.read(options.folder(), DataSetSelector.ofSelfEdges(true));
    assertThat(data.edges().size()).isEqualTo(66);
    assertThat(data.graph().edgeCount()).isEqualTo(16);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void fails(String... parts) {
    fails(folder, DataSetSelector.ANY, parts);
  }

  private static void fails(Path folder, DataSetSelector selector, String... parts) {
    assertThatThrownBy(() -> DataSetReader.read(folder, selector))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(parts);
  }
}
