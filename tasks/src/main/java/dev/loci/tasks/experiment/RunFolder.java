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
import java.util.function.Function;
import java.util.stream.Stream;

/** The folder of one run. Every file in it appears whole or not at all. */
public final class RunFolder {
  public static final String CONFIG = "config.json";
  public static final String PROVENANCE = "provenance.json";
  public static final String METRICS = "metrics.csv";

  /** How Node2Vec moved along its graph's eigenvectors; other runs have none. */
  public static final String DYNAMICS = "dynamics.csv";

  public static final String MODEL = "model.safetensors";

  /** The weights at the best measurement of training data, where a run keeps them. */
  public static final String BEST = "best.safetensors";

  /** Embeddings at some steps. */
  public static final String SNAPSHOTS = "snapshots.safetensors";

  public static final String FIGURES = "figures";
  public static final String REPORT = "report.html";
  public static final String SUMMARY = "summary.json";
  public static final String CHECKPOINT = "checkpoint.safetensors";

  /** The checkpoint before the last, for when something has happened to that. */
  public static final String CHECKPOINT_BEFORE = "checkpoint-before.safetensors";

  /** The folder of the runs that a study is made of. */
  public static final String RUNS = "runs";

  /**
   * In the order in which {@link #clear} removes them. Should it be cut off, the run must not look
   * complete any more, so the summary comes first, and still be known for ours, so the settings
   * come last.
   */
  private static final List<String> FILES =
      List.of(
          SUMMARY,
          PROVENANCE,
          METRICS,
          DYNAMICS,
          MODEL,
          BEST,
          SNAPSHOTS,
          FIGURES,
          REPORT,
          CHECKPOINT,
          CHECKPOINT_BEFORE,
          RUNS,
          CONFIG);

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
   * Names the folder of a run that is there.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RunFolder existing(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!folder.has(CONFIG)) {
      throw new IllegalArgumentException(
          Files.isDirectory(path)
              ? path + " holds no run: there is no " + CONFIG
              : "there is no folder " + path);
    }
    return folder;
  }

  /**
   * Whether the files are a run's: a run begins with its settings, and every setting has a seed.
   */
  private boolean isOurs() {
    try {
      return has(CONFIG) && Json.readObject(read(CONFIG)).has("seed");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public Path path() {
    return path;
  }

  /** The folder of a run that is part of this one. */
  RunFolder part(String name) {
    return new RunFolder(file(RUNS).resolve(name));
  }

  /** A file of this folder, whether it exists or not. */
  public Path file(String name) {
    return path.resolve(name);
  }

  public boolean has(String name) {
    return Files.exists(file(name));
  }

  /** The text of a file. */
  public String read(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file(name) + ": " + e, e);
    }
  }

  /**
   * Makes sense of the text of a file.
   *
   * @throws IllegalArgumentException naming the file, if the parser does not accept the text
   */
  public <T> T parse(String name, Function<String, T> parser) {
    String text = read(name);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file(name) + ": " + e.getMessage(), e);
    }
  }

  /** Makes the folder and removes the run that it holds, leaving other files alone. */
  void clear() throws IOException {
    Files.createDirectories(path);
    clearPartial();
    for (String name : FILES) {
      if (name.equals(FIGURES)) {
        clearFigures();
      } else if (name.equals(RUNS)) {
        clearParts();
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
    deleteIfEmpty(file(FIGURES));
  }

  private void clearParts() throws IOException {
    if (!has(RUNS)) {
      return;
    }
    try (Stream<Path> parts = Files.list(file(RUNS))) {
      for (Path each : parts.toList()) {
        RunFolder part = new RunFolder(each);
        if (Files.isDirectory(each) && part.isOurs()) {
          part.clear();
          deleteIfEmpty(each);
        }
      }
    }
    deleteIfEmpty(file(RUNS));
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try (Stream<Path> rest = Files.list(folder)) {
      if (rest.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }

  /** Removes what was being written when a run was cut off. */
  void clearPartial() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.partial")) {
      for (Path each : files) {
        Files.delete(each);
      }
    }
  }

  /** Writes a text file, whole or not at all. */
  public void write(String name, String text) throws IOException {
    Atomically.write(file(name), partial -> Files.writeString(partial, text));
  }
}
