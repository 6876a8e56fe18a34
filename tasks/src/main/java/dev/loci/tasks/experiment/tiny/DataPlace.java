package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.graph.DataException;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.DataSetName;
import dev.loci.tasks.graph.DataSetReader;
import dev.loci.tasks.graph.DataSetSelector;
import dev.loci.tasks.graph.EdgeOptions;
import dev.loci.tasks.graph.GraphFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the user says a data set is: a graph's file, the data set's folder, the folder above, or
 * {@code FOLDER/<stem>}.
 */
final class DataPlace {
  private static final String PRETRAIN = "_pretrain.txt";

  private DataPlace() {}

  /** Reads the data set that the settings name, and checks that it is what they say. */
  static DataSet read(TinySettings settings) {
    Path place = Path.of(settings.data());
    if (Files.isRegularFile(place)) {
      EdgeOptions edges = new EdgeOptions(true, !settings.forwardOnly(), settings.selfEdges());
      return GraphFiles.read(place).dataSet(edges);
    }
    DataSet data = read(place, settings.selfEdges());
    check(data, settings);
    return data;
  }

  private static DataSet read(Path place, boolean selfEdges) {
    Path name = place.getFileName();
    if (name != null && Files.exists(place.resolveSibling(name + PRETRAIN))) {
      Path parent = place.getParent();
      return DataSetReader.read(
          parent == null ? Path.of("") : parent, DataSetSelector.ofStem(name.toString()));
    }
    return DataSetReader.read(folder(place), DataSetSelector.ofSelfEdges(selfEdges));
  }

  /** The folder itself, or the only folder of data sets in it if it holds none. */
  private static Path folder(Path place) {
    if (!Files.isDirectory(place) || !list(place, "*" + PRETRAIN).isEmpty()) {
      return place;
    }
    List<Path> inside = list(place, "*_graphs_randomized");
    if (inside.size() > 1) {
      throw new DataException(place + " holds several folders of data sets, choose one: " + inside);
    }
    return inside.isEmpty() ? place : inside.getFirst();
  }

  private static List<Path> list(Path folder, String pattern) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException("can't list the folder " + folder + ": " + e.getMessage(), e);
    }
    return found.stream().sorted().toList();
  }

  /** A name in the builder's form must not contradict the settings; other names say nothing. */
  private static void check(DataSet data, TinySettings settings) {
    Optional<DataSetName> name = DataSetName.parse(data.stem());
    if (name.isEmpty()) {
      return;
    }
    for (String graph : TinySettings.GRAPHS) {
      if (name.get().graph().startsWith(graph + "_") && !graph.equals(settings.graph())) {
        throw new DataException(
            "%s is a %s, but the settings say graph=%s"
                .formatted(data.stem(), graph, settings.graph()));
      }
    }
    EdgeOptions edges = name.get().edges();
    boolean forwardOnly = edges.forward() && !edges.backward();
    if (forwardOnly != settings.forwardOnly() || edges.self() != settings.selfEdges()) {
      throw new DataException(
          "%s has forward_only=%s and self_edges=%s, but the settings say %s and %s"
              .formatted(
                  data.stem(),
                  forwardOnly,
                  edges.self(),
                  settings.forwardOnly(),
                  settings.selfEdges()));
    }
  }
}
