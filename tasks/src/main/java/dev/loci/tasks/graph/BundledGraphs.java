package dev.loci.tasks.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Small graphs of the literature, whose shape and sometimes communities are known. */
public final class BundledGraphs {
  private BundledGraphs() {}

  /**
   * Returns the 34 members of a karate club and the 78 friendships among them. The communities are
   * the clubs they joined when it split: the instructor's, Mr. Hi, or the officers'.
   *
   * <p>W. W. Zachary, "An information flow model for conflict and fission in small groups", Journal
   * of Anthropological Research 33 (1977).
   */
  public static NamedGraph karate() {
    NamedGraph graph = edges("karate");
    return graph.withCommunities(
        resource(
            "karate.communities",
            in -> EdgeListFile.readCommunities(graph, "karate.communities", in)));
  }

  /**
   * Returns the 20 marriage ties among 15 families of Florence around 1430; the family Pucci, which
   * had none, is left out.
   *
   * <p>J. F. Padgett and C. K. Ansell, "Robust action and the rise of the Medici, 1400–1434",
   * American Journal of Sociology 98 (1993).
   */
  public static NamedGraph florentineFamilies() {
    return edges("florentine");
  }

  /**
   * Returns which of 18 women took part in which of 14 social events: 89 edges, each between a
   * woman and an event, so that the graph is bipartite.
   *
   * <p>A. Davis, B. B. Gardner and M. R. Gardner, "Deep South" (1941).
   */
  public static NamedGraph southernWomen() {
    return edges("southern-women");
  }

  /**
   * Returns the graph of a title, such as {@code karate}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NamedGraph named(String title) {
    return all().stream()
        .filter(graph -> graph.title().equals(title))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no bundled graph \"" + title + "\""));
  }

  /** Returns all of them. */
  public static List<NamedGraph> all() {
    return List.of(karate(), florentineFamilies(), southernWomen());
  }

  private static NamedGraph edges(String name) {
    return resource(name + ".edges", in -> EdgeListFile.read(name, name + ".edges", in, false));
  }

  private interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  private static <T> T resource(String name, Reader<T> reader) {
    try (InputStream in = BundledGraphs.class.getResourceAsStream(name)) {
      return reader.read(Objects.requireNonNull(in, () -> "the class path lacks " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
