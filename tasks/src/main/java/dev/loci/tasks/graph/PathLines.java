package dev.loci.tasks.graph;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The paths of one file, and the number of ids in their prefixes: 1 for the last node, 2 for the
 * first and the last; 0 if the file holds no path.
 */
record PathLines(Path file, int[][] paths, int prefixLength) {

  /** Reads {@code leaf=root,...,leaf} or {@code root,leaf=root,...,leaf}, the same on each line. */
  static PathLines read(DataSetFile file, int nodes) {
    List<int[]> paths = new ArrayList<>();
    int prefixLength = 0;
    try (NumberLines lines = new NumberLines(file.path(), nodes)) {
      while (lines.next()) {
        int[] path = lines.right();
        checkPrefix(lines, path);
        if (prefixLength != 0 && prefixLength != lines.leftCount()) {
          throw lines.malformed("a prefix of %d as in the lines before".formatted(prefixLength));
        }
        prefixLength = lines.leftCount();
        paths.add(path);
      }
      if (file.lines().isPresent() && file.lines().getAsInt() != lines.lineNumber()) {
        throw new DataException(
            "%s holds %d lines, but its name says %d"
                .formatted(file.path(), lines.lineNumber(), file.lines().getAsInt()));
      }
    } catch (IOException e) {
      throw DataException.of("read " + file.path(), e);
    }
    return new PathLines(file.path(), paths.toArray(int[][]::new), prefixLength);
  }

  private static void checkPrefix(NumberLines lines, int[] path) {
    if (path.length < 2) {
      throw lines.malformed("a path of 2 nodes or more after the equals sign");
    }
    int last = path[path.length - 1];
    boolean fits =
        switch (lines.leftCount()) {
          case 1 -> lines.get(0) == last;
          case 2 -> lines.get(0) == path[0] && lines.get(1) == last;
          default -> false;
        };
    if (!fits) {
      throw lines.malformed("a prefix of the path's last node, or of its first and last");
    }
  }

  /**
   * Returns whether prefixes begin with the first node; where there is no path, the name decides.
   *
   * @throws DataException if the files disagree with each other or with the name
   */
  boolean startNodeInPrefix(PathLines other, Optional<DataSetName> name) {
    int found = Math.max(prefixLength, other.prefixLength);
    int stated = name.map(n -> n.startNodeInPrefix() ? 2 : 1).orElse(Math.max(found, 1));
    for (PathLines lines : List.of(this, other)) {
      if (lines.prefixLength != 0 && lines.prefixLength != stated) {
        throw new DataException(
            "%s has prefixes of %d where the data set has %d"
                .formatted(lines.file, lines.prefixLength, stated));
      }
    }
    return stated == 2;
  }
}
