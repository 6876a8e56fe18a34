package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphMlTest {
  @TempDir Path folder;

  @Test
  void readsNodesEdgesLabelsAndCommunities() throws IOException {
    NamedGraph graph =
        read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
              <key id="d0" for="node" attr.name="label" attr.type="string"/>
              <key id="d1" for="node" attr.name="club" attr.type="string"><default>A</default></key>
              <key id="d2" for="edge" attr.name="weight" attr.type="double"/>
              <graph id="G" edgedefault="undirected" parse.nodes="3" parse.edges="2">
                <desc>three &amp; two</desc>
                <node id="n0"><data key="d0">Anna</data><data key="d1">B</data></node>
                <edge source="n2" target="n0"><data key="d2">1.5</data></edge>
                <node id="n1"><data key="d0"><![CDATA[Ben & ]]>Co</data><port name="p"/></node>
                <node id="n2"><data key="d0">Cleo</data></node>
                <edge source="n0" target="n1"/>
              </graph>
            </graphml>
            """);
    assertThat(graph.title()).isEqualTo("g");
    assertThat(graph.names()).containsExactly("Anna", "Cleo", "Ben & Co"); // in order of mention
    assertThat(graph.forward()).isEqualTo(EdgeList.of(new int[] {0, 0}, new int[] {1, 2}));
    assertThat(graph.directed()).isFalse();
    NamedGraph.Communities communities = graph.communities().orElseThrow();
    assertThat(communities.names()).containsExactly("B", "A");
    assertThat(communities.of()).containsExactly(0, 1, 1);
  }

  @Test
  void labelsThatRepeatAreNotNames() throws IOException {
    NamedGraph graph =
        read(
            """
            <graphml><key id="l" attr.name="label"/><graph edgedefault="undirected">
            <node id="a"><data key="l">x</data></node><node id="b"><data key="l">x</data></node>
            <edge source="a" target="b"/></graph></graphml>
            """);
    assertThat(graph.names()).containsExactly("a", "b");
  }

  @Test
  void anEdgeMayDifferFromTheDefaultDirection() throws IOException {
    String text =
        """
        <graphml><graph edgedefault="%s"><node id="a"/><node id="b"/><node id="c"/>
        <edge source="b" target="a" directed="true"/>
        <edge source="b" target="c" directed="false"/></graph></graphml>
        """;
    for (String byDefault : new String[] {"directed", "undirected"}) {
      NamedGraph graph = read(text.formatted(byDefault));
      assertThat(graph.directed()).isTrue();
      assertThat(graph.forward()).isEqualTo(EdgeList.of(new int[] {1, 1, 2}, new int[] {0, 2, 1}));
    }
  }

  @Test
  void contentTellsGraphMlWithoutAnExtension() throws IOException {
    Path file = folder.resolve("g.txt");
    Files.writeString(file, "\uFEFF  \n" + graphMl("<edge source='a' target='b'/>").strip());
    assertThatThrownBy(() -> GraphFiles.read(file)) // white space before an XML declaration is fine
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2: an edge ends at node \"a\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <edge source="a" target="z"/> | , line 1: an edge ends at node "z", which the graph does not have
          <node id="a"/> | , line 1: node "a" appears twice
          <node/> | , line 1: <node> lacks its id
          <edge source="a"/> | , line 1: <edge> lacks its target
          <edge source="a" target="b" directed="maybe"/> | , line 1: directed="maybe" is neither true nor false
          <node id="c"><graph edgedefault="directed"/></node> | , line 1: nested graphs are not supported
          <hyperedge/> | , line 1: hyperedges are not supported
          <node id="c"><data key="k">1</data></node><edge source="a" target="b"/> | gives 1 of 3 nodes a community; all or none are needed
          </graph><graph edgedefault="directed"> | , line 1: there is more than one graph
          <node id=""/> | , line 1: a node's name is empty
          &lol; | , line 1: not well-formed: The entity "lol" was referenced, but not declared
          </node> | , line 1: not well-formed: The element type "graph" must be terminated by the matching end-tag "</graph>"
          `` | holds no edges
          """)
  void faultsInTheGraphAreNamed(String content, String message) throws IOException {
    refused(graphMl("<node id='a'/><node id='b'/>" + content), message);
  }

  @Test
  void countsThatContradictTheContentAreRefused() throws IOException {
    String graph =
        "<graphml><graph edgedefault='directed' %s><node id='a'/><node id='b'/>"
            + "<edge source='a' target='b'/></graph></graphml>";
    refused(graph.formatted("parse.nodes='3'"), "parse.nodes is 3, but it holds 2 nodes");
    refused(graph.formatted("parse.edges='2'"), "parse.edges is 2, but it holds 1 edges");
    refused(graph.formatted("parse.edges='-1'"), "parse.edges=\"-1\" is not a count");
    assertThat(read(graph.formatted("parse.nodes='2' parse.edges='1'")).nodeCount()).isEqualTo(2);
  }

  @Test
  void aFileThatIsSomethingElseIsRefused() throws IOException {
    refused("<html/>", ", line 1: the first element is <html>, not <graphml>");
    refused("<graphml/>", "holds no <graph>");
    refused("<graphml><graph/></graphml>", ", line 1: <graph> lacks its edgedefault");
    refused("a b\n", ", line 1: not well-formed: Content is not allowed in prolog");
    refused("<graphml><edge/></graphml>", ", line 1: <edge> is not directly in a <graph>");
    refused("", "not well-formed: ");
  }

  @Test
  void externalEntitiesAreNeverOpened() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "top secret");
    refused(
        """
        <!DOCTYPE graphml [<!ENTITY x SYSTEM "%s">]>
        <graphml><graph edgedefault="directed"><node id="&x;"/></graph></graphml>
        """
            .formatted(secret.toUri()),
        ", line 1: a DOCTYPE is not allowed");
    refused(
        "<!DOCTYPE graphml SYSTEM \"http://127.0.0.1:9/none.dtd\"><graphml/>",
        ", line 1: a DOCTYPE is not allowed");
  }

  @Test
  void aBillionLaughsAreRefusedUnread() throws IOException {
    StringBuilder entities = new StringBuilder("<!ENTITY lol0 \"lol\">");
    for (int i = 1; i < 10; i++) {
      entities.append("<!ENTITY lol%d \"%s\">".formatted(i, ("&lol" + (i - 1) + ";").repeat(10)));
    }
    refused(
        "<!DOCTYPE lolz [%s]><graphml>&lol9;</graphml>".formatted(entities),
        ", line 1: a DOCTYPE is not allowed");
  }

  @Test
  void depthAndLengthAreBounded() throws IOException {
    refused("<graphml>" + "<a>".repeat(40), "elements nest deeper than the 32 levels allowed");
    refused(
        graphMl("<node id='a'><data key='k'>" + "x".repeat(100_000) + "</data></node>"),
        "a value is longer than the 200 characters allowed");
  }

  @Test
  void longTextsThatNobodyReadsAreLeftAlone() throws IOException {
    NamedGraph graph =
        read(
            "<graphml><key id='k' for='node' attr.name='biography'/><graph edgedefault='undirected'>"
                + "<node id='a'><data key='k'>"
                + "x".repeat(1000)
                + "</data></node><node id='b'/><edge source='a' target='b'/></graph></graphml>");
    assertThat(graph.names()).containsExactly("a", "b");
  }

  private static String graphMl(String content) {
    return "<graphml><key id='k' for='node' attr.name='community'/><graph edgedefault='undirected'>"
        + content
        + "</graph></graphml>";
  }

  private void refused(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("g.graphml"), text);
    assertThatThrownBy(() -> GraphFiles.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n", "secret");
  }

  private NamedGraph read(String text) throws IOException {
    return GraphFiles.read(Files.writeString(folder.resolve("g.graphml"), text));
  }
}
