package dev.loci.tasks.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads data sets from files: {@code <stem>_pretrain.txt} with lines {@code u=v}, and {@code
 * <stem>_train_<count>.txt} and {@code <stem>_test_<count>.txt} with lines {@code prefix=path}. The
 * counts may be left out.
 *
 * <p>What the names state must hold: the counts and, in names of the builder's form, the number of
 * nodes, the directions and the self edges. Ids are below that number of nodes, and in any case
 * below 10 million; a file holds at most 20 million ids, a line about a million characters. Every
 * fault is a {@link DataException} that names the file, and the line if there is one.
 */
public final class DataSetReader {
  private static final int SHOWN = 10;

  private DataSetReader() {}

  /** Reads the only data set of a folder. */
  public static DataSet read(Path folder) {
    return read(folder, DataSetSelector.ANY);
  }

  /** Reads the one data set of a folder that the selector admits. */
  public static DataSet read(Path folder, DataSetSelector selector) {
    List<DataSetFile> files = list(folder);
    String stem = choose(folder, files, selector);
    return read(folder, stem, files.stream().filter(file -> file.stem().equals(stem)).toList());
  }

  private static List<DataSetFile> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException("there is no folder " + folder);
    }
    try (var paths = Files.list(folder)) {
      return paths.sorted().map(DataSetFile::parse).filter(Objects::nonNull).toList();
    } catch (IOException e) {
      throw DataException.of("list the folder " + folder, e);
    }
  }

  private static String choose(Path folder, List<DataSetFile> files, DataSetSelector selector) {
    List<String> all =
        files.stream()
            .filter(file -> file.kind().equals("pretrain"))
            .map(DataSetFile::stem)
            .toList();
    if (all.isEmpty()) {
      throw new DataException(folder + " holds no data set: no file ends in _pretrain.txt");
    }
    List<String> admitted = all.stream().filter(selector::admits).toList();
    return switch (admitted.size()) {
      case 0 ->
          throw new DataException(
              "%s holds no such data set (%s), choose one of: %s"
                  .formatted(folder, selector, shown(all)));
      case 1 -> admitted.getFirst();
      default ->
          throw new DataException(
              "%s holds %d data sets, choose one of: %s"
                  .formatted(folder, admitted.size(), shown(admitted)));
    };
  }

  private static String shown(List<String> stems) {
    String first = String.join(", ", stems.subList(0, Math.min(SHOWN, stems.size())));
    return stems.size() > SHOWN ? first + ", ..." : first;
  }

  private static DataSet read(Path folder, String stem, List<DataSetFile> files) {
    DataSetFile pretrain = only(folder, stem, files, "pretrain");
    DataSetFile train = only(folder, stem, files, "train");
    DataSetFile test = only(folder, stem, files, "test");
    Optional<DataSetName> name = DataSetName.parse(stem);
    Optional<Integer> stated = name.flatMap(DataSetName::nodeCount);
    int bound = stated.orElse(Limits.NODES);
    if (bound > Limits.NODES) {
      throw new DataException(
          "%s: %d nodes are more than the %d allowed"
              .formatted(pretrain.path(), bound, Limits.NODES));
    }

    EdgeList edges = readEdges(pretrain.path(), bound);
    PathLines trained = PathLines.read(train, bound);
    PathLines held = PathLines.read(test, bound);
    boolean startNode = trained.startNodeInPrefix(held, name);
    int nodes = stated.isPresent() ? bound : 1 + largest(edges, trained.paths(), held.paths());
    if (name.isPresent()) {
      checkEdges(pretrain.path(), name.get().edges(), edges, nodes);
    }
    return new DataSet(stem, nodes, edges, trained.paths(), held.paths(), startNode);
  }

  private static DataSetFile only(Path folder, String stem, List<DataSetFile> files, String kind) {
    List<DataSetFile> found = files.stream().filter(file -> file.kind().equals(kind)).toList();
    if (found.isEmpty()) {
      throw new DataException(
          "%s is incomplete: there is no file %s_%s_<count>.txt".formatted(folder, stem, kind));
    }
    if (found.size() > 1) {
      throw new DataException(
          "%s is ambiguous: both %s and %s belong to %s"
              .formatted(
                  folder,
                  found.get(0).path().getFileName(),
                  found.get(1).path().getFileName(),
                  stem));
    }
    return found.getFirst();
  }

  private static EdgeList readEdges(Path file, int nodes) {
    long[] edges = new long[1024];
    int count = 0;
    try (NumberLines lines = new NumberLines(file, nodes)) {
      while (lines.next()) {
        if (lines.leftCount() != 1 || lines.rightCount() != 1) {
          throw lines.malformed("an edge u=v");
        }
        if (count == edges.length) {
          edges = Arrays.copyOf(edges, 2 * count);
        }
        edges[count++] = EdgeList.pack(lines.get(0), lines.get(1));
      }
    } catch (IOException e) {
      throw DataException.of("read " + file, e);
    }
    if (count == 0) {
      throw new DataException(file + " is empty, it should hold edges u=v");
    }
    return EdgeList.ofPacked(Arrays.copyOf(edges, count));
  }

  private static int largest(EdgeList edges, int[][]... paths) {
    int largest = 0;
    for (int i = 0; i < edges.size(); i++) {
      largest = Math.max(largest, Math.max(edges.source(i), edges.target(i)));
    }
    for (int[][] some : paths) {
      for (int[] path : some) {
        for (int node : path) {
          largest = Math.max(largest, node);
        }
      }
    }
    return largest;
  }

  /** A file that was cut off lacks the last backward or self edges. */
  private static void checkEdges(Path file, EdgeOptions stated, EdgeList edges, int nodes) {
    EdgeList distinct = edges.sortedDistinct();
    long selfEdges =
        IntStream.range(0, distinct.size())
            .filter(i -> distinct.source(i) == distinct.target(i))
            .count();
    if (selfEdges != (stated.self() ? nodes : 0)) {
      throw new DataException(
          "%s is damaged: it holds self edges of %d nodes, but its name says %s"
              .formatted(file, selfEdges, stated.self() ? "all " + nodes : "none"));
    }
    if (stated.forward()
        && stated.backward()
        && !distinct.equals(distinct.reversed().sortedDistinct())) {
      throw new DataException(
          file
              + " is damaged: it holds edges without their reverse, but its name says both"
              + " directions");
    }
  }
}
