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
import java.util.function.Predicate;

/** Writes the text files of one data set: all of them, or none. */
public final class TextFiles {
  /** Writes the lines of one file. */
  @FunctionalInterface
  public interface Content {
    void write(BufferedWriter out) throws IOException;
  }

  private TextFiles() {}

  /**
   * Writes files into a folder. All are written beside their places first, then moved.
   *
   * @param isOld which files of the folder are of the same data set
   * @param overwrite whether these are replaced
   * @return the files
   * @throws DataException if something can't be written, or exists and is not to be replaced
   */
  public static List<Path> write(
      Path folder, Map<Path, Content> contents, Predicate<Path> isOld, boolean overwrite) {
    try {
      Files.createDirectories(folder);
      List<Path> old = existing(folder, isOld);
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

  private static List<Path> existing(Path folder, Predicate<Path> isOld) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(isOld).sorted().toList();
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
}
