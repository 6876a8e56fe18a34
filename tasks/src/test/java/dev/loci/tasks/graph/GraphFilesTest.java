package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b\nb c\n",
        "# a comment\n% another\n\na b\nb c",
        "a\tb\r\nb\tc\r\n",
        "a,b\nb, c\n",
        "a=b\nb=c\n",
        "a;b\nb;c\n",
        "Source,Target\na,b\nb,c\n",
        "a b 1.5 1e9\nb c -2 3\n",
        "a b {}\nb c {'weight': 1.0, 'x': 2}\n",
        "a b\nb a\nb c\na a\nb c\n",
        "\uFEFFa b\nb c\n",
      })
  void readsEverySeparatorAndComment(String text) throws IOException {
    NamedGraph graph = GraphFiles.read(file("g.txt", text));
    assertThat(graph.title()).isEqualTo("g");
    assertThat(graph.names()).containsExactly("a", "b", "c");
    assertThat(graph.forward()).isEqualTo(EdgeList.of(new int[] {0, 1}, new int[] {1, 2}));
    assertThat(graph.directed()).isFalse();
    assertThat(graph.communities()).isEmpty();
  }

  @Test
  void namesMayHoldSpacesAndOtherScriptsBetweenTabsOrCommas() throws IOException {
    NamedGraph graph = GraphFiles.read(file("g.csv", "New York,São Paulo\nSão Paulo,東京\n"));
    assertThat(graph.names()).containsExactly("New York", "São Paulo", "東京");
  }

  @Test
  void numbersAreInTheirOrderAndGapsMakeNoNodes() throws IOException {
    NamedGraph graph = GraphFiles.read(file("g.edges", "10 2\n2 7\n"));
    assertThat(graph.names()).containsExactly("2", "7", "10");
    assertThat(graph.forward()).isEqualTo(EdgeList.of(new int[] {0, 0}, new int[] {1, 2}));
  }

  @Test
  void directionIsKeptOnRequestAndLeadsToForwardOrSymmetricData() throws IOException {
    Path file = file("g.txt", "1 0\n0 2\n");
    NamedGraph directed = GraphFiles.readDirected(file);
    EdgeList listed = EdgeList.of(new int[] {0, 1}, new int[] {2, 0});
    assertThat(directed.dataSet(new EdgeOptions(true, false, false)).edges()).isEqualTo(listed);
    assertThat(directed.dataSet(EdgeOptions.BOTH).edges())
        .isEqualTo(listed.concat(listed.reversed()));
    assertThat(GraphFiles.read(file).forward())
        .isEqualTo(EdgeList.of(new int[] {0, 0}, new int[] {1, 2}));
    DataSet self = directed.dataSet(new EdgeOptions(true, true, true));
    assertThat(self.edges().size()).isEqualTo(7);
    assertThat(self.stem()).isEqualTo("g_nodes_3_edges_2");
    assertThat(self.graph().edgeCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a b\\nc | g.txt, line 2: expected two nodes, but found "c"
          a b\\n\\n# x\\na b c | g.txt, line 4: expected two nodes, but found "a b c"
          a,b,c,1 | g.txt, line 1: expected two nodes, but found "a,b,c,1"
          a,\\n | g.txt, line 1: a node's name is empty
          =b | g.txt, line 1: a node's name is empty
          a b\\7 | g.txt, line 1: a node's name holds a control character
          a \\377 | g.txt, line 1: expected text in UTF-8, but found "a ."
          # none\\n | g.txt holds no edges, it should have two nodes per line
          """)
  void malformedLinesAreNamed(String text, String message) throws IOException {
    Path file = folder.resolve("g.txt");
    Files.writeString(file, text.translateEscapes(), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> GraphFiles.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(folder + "/" + message);
  }

  @Test
  void sizesAreBounded() throws IOException {
    refused(file("long.txt", "a " + "b".repeat(201)), "name has 201 characters, 200 are allowed");
    refused(file("line.txt", "a".repeat(Limits.LINE + 1)), "longer than the 1048576 characters");
    refused(folder.resolve("none.txt"), "there is no file ");
  }

  @Test
  void communitiesComeFromAFileOfTheirOwn() throws IOException {
    NamedGraph graph = GraphFiles.read(file("g.txt", "a b\nb c\n"));
    Path known = file("c.txt", "# who\nc red\na blue\nb red\n");
    NamedGraph.Communities communities =
        GraphFiles.withCommunities(graph, known).communities().orElseThrow();
    assertThat(communities.names()).containsExactly("blue", "red");
    assertThat(communities.of()).containsExactly(0, 1, 1);
    communitiesRefused(graph, "a red\nd red\n", "line 2: the graph has no node \"d\"");
    communitiesRefused(graph, "a red\na blue\n", "line 2: node \"a\" has a community already");
    communitiesRefused(graph, "a red\nb red\n", "gives node \"c\" no community");
    communitiesRefused(graph, "a\n", "line 1: expected a node and its community, but found \"a\"");
  }

  private void communitiesRefused(NamedGraph graph, String text, String message)
      throws IOException {
    Path file = file("c.txt", text);
    assertThatThrownBy(() -> GraphFiles.withCommunities(graph, file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageEndingWith(message);
  }

  private static void refused(Path file, String part) {
    assertThatThrownBy(() -> GraphFiles.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(part);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
