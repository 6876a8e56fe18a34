package dev.loci.bench.peers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The native libraries out of the class path's jars, laid in one folder. JavaCPP would load each
 * jar's from a folder of its own, and with them several OpenMP runtimes, whose threads get in each
 * other's way; here they all find the one that is there.
 */
final class Natives {
  private static final String PLATFORM = "linux-x86_64";

  /** Intel's OpenMP runtime and what needs it; bindings of parts that are not used here. */
  private static final Pattern UNWANTED =
      Pattern.compile("libiomp5.*|libmkl_intel_thread.*|libjniopenblas(_full)?\\.so|.*_gloo\\.so");

  private static final Pattern OPEN_MP = Pattern.compile("/\\S*/lib(gomp|iomp5|omp)[.-]\\S*");

  /** The OpenMP runtime that all shall share. */
  static final String OPEN_MP_FILE = "libgomp.so.1";

  private Natives() {}

  /** Lays a library and JavaCPP's own part into a folder and returns it. */
  static Path of(String library, Path folder) throws IOException, PeerMissingException {
    extract("javacpp", folder);
    extract(library, folder);
    load(folder, "libjnijavacpp.so");
    return folder;
  }

  /**
   * Lays a library's files into a folder, if they are not there.
   *
   * @param library of JavaCPP, such as "mkl"
   * @throws PeerMissingException if no jar of the class path has them
   */
  static void extract(String library, Path folder) throws IOException, PeerMissingException {
    List<Path> jars = jars(library, "-" + PLATFORM);
    if (jars.isEmpty()) {
      throw new PeerMissingException(
          "there is no %s-*-%s.jar on the class path".formatted(library, PLATFORM));
    }
    Files.createDirectories(folder);
    String inside = "org/bytedeco/" + library + "/" + PLATFORM + "/";
    for (Path jar : jars) {
      try (JarFile open = new JarFile(jar.toFile())) {
        for (JarEntry entry : open.stream().toList()) {
          String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          boolean wanted = file.contains(".so") && !UNWANTED.matcher(file).matches();
          if (wanted && entry.getName().equals(inside + file)) {
            extract(open, entry, folder.resolve(file));
          }
        }
      }
    }
  }

  private static List<Path> jars(String library, String classifier) {
    Pattern name = Pattern.compile(library + "-[0-9].*" + classifier + ".*\\.jar");
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> name.matcher(path.getFileName().toString()).matches())
        .toList();
  }

  /** Returns the version of JavaCPP's jar of a library, for those that don't tell their own. */
  static String jarVersion(String library) {
    return jars(library, "-" + PLATFORM).stream()
        .findFirst()
        .map(jar -> jar.getFileName().toString().replaceAll("^.*?-([0-9.]+)-.*$", "$1"))
        .orElse("?");
  }

  private static void extract(JarFile jar, JarEntry entry, Path file) throws IOException {
    if (Files.exists(file) && Files.size(file) == entry.getSize()) {
      return;
    }
    Path part = Files.createTempFile(file.getParent(), entry.getName().replace('/', '-'), ".part");
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Loads a library, and with it those that it needs from the same folder. */
  @SuppressWarnings("restricted") // native code is what this is about
  static void load(Path folder, String file) {
    System.load(folder.resolve(file).toString());
  }

  /** Lets a library be found under another one's name. */
  static void link(Path folder, String name, String target) throws IOException {
    Path link = folder.resolve(name);
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
  }

  /**
   * Returns a native function {@code void name(int)}, for settings that JavaCPP has no method for.
   */
  @SuppressWarnings("restricted")
  static IntConsumer setter(Path library, String name) throws PeerMissingException {
    MethodHandle handle =
        Linker.nativeLinker()
            .downcallHandle(
                SymbolLookup.libraryLookup(library, Arena.global())
                    .find(name)
                    .orElseThrow(() -> new PeerMissingException(library + " has no " + name)),
                FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    return value -> {
      try {
        handle.invokeExact(value);
      } catch (Throwable t) {
        throw new IllegalStateException(name + "(" + value + ") failed: " + t, t);
      }
    };
  }

  /** Returns the OpenMP runtimes that this process has mapped. */
  static Set<String> openMpRuntimes() throws IOException {
    return mapped(OPEN_MP);
  }

  /** Returns the files in this process's memory whose path matches a pattern, Linux only. */
  private static Set<String> mapped(Pattern pattern) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String line : new ArrayList<>(Files.readAllLines(Path.of("/proc/self/maps")))) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        found.add(matcher.group());
      }
    }
    return found;
  }
}
