package dev.loci.tasks.experiment;

import dev.loci.tasks.report.Atomically;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** The folder of one run. Every file in it appears whole or not at all. */
public final class RunFolder {
  static final String CONFIG = "config.json";
  static final String PROVENANCE = "provenance.json";
  static final String METRICS = "metrics.csv";
  static final String MODEL = "model.safetensors";
  static final String FIGURES = "figures";
  static final String REPORT = "report.html";
  static final String SUMMARY = "summary.json";
  static final String CHECKPOINT = "checkpoint.safetensors";

  private static final List<String> FILES =
      List.of(CONFIG, PROVENANCE, METRICS, MODEL, FIGURES, REPORT, SUMMARY, CHECKPOINT);

  /** What to do with a run that is in the folder already. */
  public enum Existing {
    REFUSE,
    OVERWRITE,
    RESUME
  }

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /** The folder that a run gets when none is named: {@code runs/<experiment>-<time>}. */
  public static Path byTime(String experiment) {
    String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
    return Path.of("runs", experiment + "-" + time);
  }

  /**
   * Names a folder for a run; nothing is written yet.
   *
   * @throws IllegalArgumentException if it holds a run that may be neither replaced nor resumed, or
   *     none to resume
   */
  public static RunFolder at(Path path, Existing existing) {
    for (Path each = path; each != null; each = each.getParent()) {
      if (Files.exists(each) && !Files.isDirectory(each)) {
        throw new IllegalArgumentException(each + " is a file, not a folder");
      }
    }
    if (path.toString().isBlank()) {
      throw new IllegalArgumentException("the name of the run's folder is empty");
    }
    RunFolder folder = new RunFolder(path);
    boolean holdsRun = FILES.stream().anyMatch(name -> Files.exists(path.resolve(name)));
    if (holdsRun && existing == Existing.REFUSE) {
      throw new IllegalArgumentException(
          path + " holds a run; --overwrite replaces it, --resume goes on with it");
    }
    if (holdsRun && existing == Existing.OVERWRITE && !folder.isOurs()) {
      throw new IllegalArgumentException(
          path + " holds files of these names that no run wrote; nothing is overwritten");
    }
    if (existing == Existing.RESUME && !folder.has(CONFIG)) {
      throw new IllegalArgumentException(path + " holds no run to resume: there is no " + CONFIG);
    }
    if (existing == Existing.RESUME && folder.has(SUMMARY)) {
      throw new IllegalArgumentException(path + " holds a run that is complete");
    }
    return folder;
  }

  /**
   * Whether the files are a run's: a run begins with its settings, and every setting has a seed.
   */
  private boolean isOurs() {
    try {
      return has(CONFIG) && Json.MAPPER.readTree(read(CONFIG)).has("seed");
    } catch (JacksonException e) {
      return false;
    }
  }

  public Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  boolean has(String name) {
    return Files.exists(file(name));
  }

  String read(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file(name) + ": " + e, e);
    }
  }

  /** Makes the folder and removes the run that it holds, leaving other files alone. */
  void clear() throws IOException {
    Files.createDirectories(path);
    clearPartial();
    for (String name : FILES) {
      if (name.equals(FIGURES)) {
        clearFigures();
      } else {
        Files.deleteIfExists(file(name));
      }
    }
  }

  private void clearFigures() throws IOException {
    if (!has(FIGURES)) {
      return;
    }
    try (DirectoryStream<Path> figures =
        Files.newDirectoryStream(file(FIGURES), "*.{png,svg,partial}")) {
      for (Path each : figures) {
        Files.delete(each);
      }
    }
    try (Stream<Path> rest = Files.list(file(FIGURES))) {
      if (rest.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(file(FIGURES));
  }

  /** Removes what was being written when a run was cut off. */
  void clearPartial() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.partial")) {
      for (Path each : files) {
        Files.delete(each);
      }
    }
  }

  void write(String name, String text) throws IOException {
    Atomically.write(file(name), partial -> Files.writeString(partial, text));
  }
}
