package dev.loci.tasks.graph;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes data sets as text files: whole or not at all. */
public final class DataSetWriter {
  private DataSetWriter() {}

  /** Writes the lines of one file. */
  @FunctionalInterface
  private interface Content {
    void write(BufferedWriter out) throws IOException;
  }

  /**
   * Writes the three files of each data set. All are written beside their places first, then moved.
   *
   * @param overwrite whether files of a data set of that name are replaced
   * @return the files
   * @throws DataException if something can't be written, or exists and is not to be replaced
   */
  public static List<Path> write(Path folder, List<DataSet> dataSets, boolean overwrite) {
    Map<Path, Content> contents = new LinkedHashMap<>();
    dataSets.forEach(dataSet -> addFiles(folder, dataSet, contents));
    try {
      Files.createDirectories(folder);
      List<Path> old = existing(folder, dataSets);
      if (!overwrite && !old.isEmpty()) {
        throw new DataException(
            old.getFirst() + " exists already; it is replaced only if asked to (overwrite)");
      }
      Optional<Path> inTheWay = contents.keySet().stream().filter(Files::isDirectory).findFirst();
      if (inTheWay.isPresent()) {
        throw new DataException("can't write " + inTheWay.get() + ": it is a folder");
      }
      writeAll(contents);
      for (Path file : old) {
        if (!contents.containsKey(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw DataException.of("write the data set into " + folder, e);
    }
    return List.copyOf(contents.keySet());
  }

  private static void addFiles(Path folder, DataSet data, Map<Path, Content> contents) {
    String train = data.stem() + "_train_" + data.train().length + ".txt";
    String test = data.stem() + "_test_" + data.test().length + ".txt";
    contents.put(
        folder.resolve(data.stem() + "_pretrain.txt"), out -> writeEdges(data.edges(), out));
    contents.put(
        folder.resolve(train), out -> writePaths(data.train(), data.startNodeInPrefix(), out));
    contents.put(
        folder.resolve(test), out -> writePaths(data.test(), data.startNodeInPrefix(), out));
  }

  /** Returns the files of data sets of these names, whatever their counts. */
  private static List<Path> existing(Path folder, List<DataSet> dataSets) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> {
            DataSetFile parsed = DataSetFile.parse(file);
            return parsed != null
                && dataSets.stream().anyMatch(data -> data.stem().equals(parsed.stem()));
          })
          .sorted()
          .toList();
    }
  }

  private static void writeAll(Map<Path, Content> contents) throws IOException {
    Map<Path, Path> temporaries = new LinkedHashMap<>();
    try {
      for (Map.Entry<Path, Content> entry : contents.entrySet()) {
        Path file = entry.getKey();
        Path temporary = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
        temporaries.put(file, temporary);
        try (BufferedWriter out = Files.newBufferedWriter(temporary, StandardCharsets.US_ASCII)) {
          entry.getValue().write(out);
        }
      }
      for (Map.Entry<Path, Path> entry : temporaries.entrySet()) {
        Files.move(entry.getValue(), entry.getKey(), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      for (Path temporary : temporaries.values()) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static void writeEdges(EdgeList edges, BufferedWriter out) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < edges.size(); i++) {
      line.setLength(0);
      out.append(line.append(edges.source(i)).append('=').append(edges.target(i)).append('\n'));
    }
  }

  private static void writePaths(int[][] paths, boolean startNodeInPrefix, BufferedWriter out)
      throws IOException {
    StringBuilder line = new StringBuilder();
    for (int[] path : paths) {
      line.setLength(0);
      if (startNodeInPrefix) {
        line.append(path[0]).append(',');
      }
      line.append(path[path.length - 1]);
      char separator = '=';
      for (int node : path) {
        line.append(separator).append(node);
        separator = ',';
      }
      out.append(line.append('\n'));
    }
  }
}
