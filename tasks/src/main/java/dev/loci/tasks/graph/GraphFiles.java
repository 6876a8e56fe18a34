package dev.loci.tasks.graph;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads graphs from files of other people's making: edge lists and GraphML. Sizes are bounded, no
 * other file or address is opened, and every fault is a {@link DataException} that names the file,
 * and the line if there is one.
 *
 * <p>An edge list has two node names per line, with a tab, comma, semicolon, equals sign or spaces
 * between them; {@code #} and {@code %} begin comments. Its edges are undirected unless asked
 * otherwise; GraphML says itself what they are.
 */
public final class GraphFiles {
  private static final int PEEK = 1 << 10;

  private GraphFiles() {}

  /** Reads a graph: GraphML if the name or the content says so, otherwise an undirected list. */
  public static NamedGraph read(Path file) {
    return read(file, false);
  }

  /** Reads a graph as {@link #read(Path)}, taking the edges of an edge list as directed. */
  public static NamedGraph readDirected(Path file) {
    return read(file, true);
  }

  private static NamedGraph read(Path file, boolean directed) {
    if (!Files.isRegularFile(file)) {
      throw new DataException("there is no file " + file);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return isGraphMl(file, in)
          ? GraphMlFile.read(title(file), file.toString(), in)
          : EdgeListFile.read(title(file), file.toString(), in, directed);
    } catch (IOException e) {
      throw DataException.of("read " + file, e);
    }
  }

  /**
   * Reads the communities of a graph's nodes: lines of a node's name and its community's, separated
   * and commented as edges are.
   */
  public static NamedGraph withCommunities(NamedGraph graph, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return graph.withCommunities(EdgeListFile.readCommunities(graph, file.toString(), in));
    } catch (IOException e) {
      throw DataException.of("read " + file, e);
    }
  }

  private static boolean isGraphMl(Path file, InputStream in) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".graphml") || name.endsWith(".xml")) {
      return true;
    }
    in.mark(PEEK);
    byte[] start = in.readNBytes(PEEK);
    in.reset();
    for (byte b : start) {
      boolean skipped = b < 0 || b == ' ' || b == '\t' || b == '\r' || b == '\n'; // spaces, a BOM
      if (!skipped) {
        return b == '<';
      }
    }
    return false;
  }

  private static String title(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
