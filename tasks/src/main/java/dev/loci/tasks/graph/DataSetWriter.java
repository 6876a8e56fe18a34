package dev.loci.tasks.graph;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes data sets as text files: whole or not at all. */
public final class DataSetWriter {
  private DataSetWriter() {}

  /**
   * Writes the three files of each data set. All are written beside their places first, then moved.
   *
   * @param overwrite whether files of a data set of that name are replaced
   * @return the files
   * @throws DataException if something can't be written, or exists and is not to be replaced
   */
  public static List<Path> write(Path folder, List<DataSet> dataSets, boolean overwrite) {
    Map<Path, TextFiles.Content> contents = new LinkedHashMap<>();
    dataSets.forEach(dataSet -> addFiles(folder, dataSet, contents));
    return TextFiles.write(folder, contents, file -> isOf(dataSets, file), overwrite);
  }

  private static void addFiles(Path folder, DataSet data, Map<Path, TextFiles.Content> contents) {
    String train = data.stem() + "_train_" + data.train().length + ".txt";
    String test = data.stem() + "_test_" + data.test().length + ".txt";
    contents.put(
        folder.resolve(data.stem() + "_pretrain.txt"), out -> writeEdges(data.edges(), out));
    contents.put(
        folder.resolve(train), out -> writePaths(data.train(), data.startNodeInPrefix(), out));
    contents.put(
        folder.resolve(test), out -> writePaths(data.test(), data.startNodeInPrefix(), out));
  }

  /** Whether a file is of a data set of these names, whatever its counts. */
  private static boolean isOf(List<DataSet> dataSets, Path file) {
    DataSetFile parsed = DataSetFile.parse(file);
    return parsed != null && dataSets.stream().anyMatch(data -> data.stem().equals(parsed.stem()));
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
