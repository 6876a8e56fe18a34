package dev.loci.bench.peers;

import dev.loci.tasks.experiment.RunFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code loci bench --peers [products|steps|memory] [pattern]}.
 *
 * <p>Each part runs in a JVM of its own, started with the environment that the native libraries
 * want, which they read before any code of ours runs.
 */
public final class Main {
  private static final List<String> SECTIONS = List.of("products", "steps", "memory");

  /** In a child it names the folder of the native libraries. */
  private static final String CHILD = "loci.peers.natives";

  /** In a child it names the folder of the results. */
  private static final String OUT = "loci.peers.out";

  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    String natives = System.getProperty(CHILD);
    try {
      if (natives != null) {
        run(args[0], args[1], Path.of(natives));
      } else {
        System.exit(start(List.of(args)));
      }
    } catch (UsageException e) {
      System.err.println("loci bench: " + e.getMessage());
      System.exit(2);
    } catch (IllegalStateException | IOException | PeerMissingException e) {
      System.err.println("loci bench: " + Peers.reason(e));
      System.exit(1);
    }
  }

  /** Starts the children that the words ask for, and returns the worst of their exit codes. */
  private static int start(List<String> words) throws IOException, InterruptedException {
    boolean named = !words.isEmpty() && SECTIONS.contains(words.getFirst());
    List<String> sections = named ? words.subList(0, 1) : SECTIONS;
    List<String> rest = named ? words.subList(1, words.size()) : words;
    if (rest.size() > 1 || (!named && !rest.isEmpty())) {
      throw new UsageException(
          "--peers takes one of %s and part of a name, not \"%s\""
              .formatted(String.join(", ", SECTIONS), String.join(" ", words)));
    }
    Path out = Files.createDirectories(RunFolder.byTime("bench-peers"));
    int worst = 0;
    for (String section : sections.stream().flatMap(Main::processes).toList()) {
      String pattern = rest.isEmpty() ? "" : rest.getFirst();
      worst = Math.max(worst, child(section, pattern, out).waitFor());
    }
    return worst;
  }

  private static Stream<String> processes(String section) {
    return section.equals("memory")
        ? Stream.of("memory-loci", "memory-libtorch")
        : Stream.of(section);
  }

  /** Starts a JVM for a section. */
  private static Process child(String section, String pattern, Path out) throws IOException {
    Path natives = section.equals("products") ? folder() : torchFolder();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String options = System.getenv("LOCI_JAVA_OPTS");
    if (options != null && !options.isBlank()) {
      command.addAll(List.of(options.strip().split("\\s+")));
    }
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-D" + CHILD + "=" + natives,
            "-D" + OUT + "=" + out,
            "-Dorg.bytedeco.javacpp.loadlibraries=false",
            // JavaCPP's own care for memory costs time at every call; ours is freed by scopes.
            "-Dorg.bytedeco.javacpp.nopointergc=true",
            "-Dorg.bytedeco.javacpp.maxbytes=0",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            section,
            pattern));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    environment(natives, builder.environment());
    return builder.start();
  }

  /** Beside the folder of the jar that this class is in. */
  private static Path folder() {
    String path = System.getProperty("java.class.path");
    return Path.of(path.split(File.pathSeparator)[0])
        .toAbsolutePath()
        .resolve("../../natives")
        .normalize();
  }

  /**
   * The folder for libtorch, which is built to load OpenBLAS: under its name it finds MKL here,
   * with which it is faster.
   */
  private static Path torchFolder() throws IOException {
    Path folder = folder().resolveSibling("natives-libtorch");
    extract("pytorch", folder);
    if (extract("mkl", folder)) {
      Natives.link(folder, "libopenblas.so.0", "libmkl_rt.so.3");
    } else {
      extract("openblas", folder);
    }
    return folder;
  }

  /** Returns whether a library is there; the child says so where it is missed. */
  private static boolean extract(String library, Path folder) throws IOException {
    try {
      Natives.extract(library, folder);
      return true;
    } catch (PeerMissingException e) {
      return false;
    }
  }

  private static void environment(Path natives, Map<String, String> environment)
      throws IOException {
    // MKL would bring Intel's OpenMP runtime; with this it takes the one that oneDNN and libtorch
    // are built with, whose symbols it expects to be there.
    environment.put("MKL_THREADING_LAYER", "GNU");
    environment.put("LD_LIBRARY_PATH", natives.toString());
    Path runtime = natives.resolve(Natives.OPEN_MP_FILE);
    if (Files.exists(runtime) || extract("dnnl", natives) || extract("pytorch", natives)) {
      environment.put("LD_PRELOAD", runtime.toString());
    }
  }

  private static void run(String section, String pattern, Path natives)
      throws IOException, PeerMissingException {
    System.out.printf("%n== %s ==%n", section);
    Results results = new Results(section);
    switch (section) {
      case "products" -> Products.run(natives, pattern, results);
      case "steps" -> Steps.run(natives, pattern, results);
      case "memory-loci" -> Memory.loci(pattern, results);
      case "memory-libtorch" -> Memory.libtorch(natives, pattern, results);
      default -> throw new UsageException("there is no part \"" + section + "\"");
    }
    results.write(Path.of(System.getProperty(OUT, "."), section + ".json"));
  }
}
