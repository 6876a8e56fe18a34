package dev.loci.tasks.graph;

import java.util.Optional;

/**
 * Tells the data sets of a folder apart.
 *
 * @param stem the beginning of its file names, or nothing for any
 * @param selfEdges whether it lists self edges, by its name, or nothing for any
 */
public record DataSetSelector(Optional<String> stem, Optional<Boolean> selfEdges) {
  /** Admits every data set, so it reads a folder that holds exactly one. */
  public static final DataSetSelector ANY = new DataSetSelector(Optional.empty(), Optional.empty());

  /** Returns the selector of the data set of that stem. */
  public static DataSetSelector ofStem(String stem) {
    return new DataSetSelector(Optional.of(stem), Optional.empty());
  }

  /** Returns the selector of data sets with or without self edges. */
  public static DataSetSelector ofSelfEdges(boolean selfEdges) {
    return new DataSetSelector(Optional.empty(), Optional.of(selfEdges));
  }

  /** Returns the selector of the data set that these options build. */
  public static DataSetSelector of(DataSetOptions options, boolean selfEdges) {
    return ofStem(DataSetName.of(options, selfEdges).stem());
  }

  boolean admits(String candidate) {
    return stem.map(candidate::equals).orElse(true)
        && selfEdges
            .map(
                wanted -> DataSetName.parse(candidate).map(n -> n.edges().self()).equals(selfEdges))
            .orElse(true);
  }

  /** Returns what is selected, for messages. */
  @Override
  public String toString() {
    return stem.orElse("any stem")
        + selfEdges.map(on -> on ? ", with self edges" : ", without self edges").orElse("");
  }
}
