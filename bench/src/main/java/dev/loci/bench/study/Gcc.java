package dev.loci.bench.study;

import dev.loci.tasks.report.Page;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bench's C file, compiled here and called in this process. */
@SuppressWarnings("restricted") // C can do anything; this file is our own
final class Gcc {
  static final List<String> FLAGS =
      List.of("-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", "-fopt-info-vec");

  private static final String SOURCE = "functions.c";

  /** The names of vector functions of the C library. */
  private static final Pattern VECTOR_SYMBOL = Pattern.compile("_ZGV[a-zA-Z0-9_]+");

  private static final Pattern VECTORISED = Pattern.compile("loop vectorized using \\d+ byte");

  private final SymbolLookup library;
  private final Map<String, String> facts;

  private Gcc(SymbolLookup library, Map<String, String> facts) {
    this.library = library;
    this.facts = facts;
  }

  /**
   * Compiles the C file in a folder.
   *
   * @return nothing if there is no gcc
   * @throws IOException if gcc can't compile it
   */
  static Optional<Gcc> compile(Path folder, Arena arena) throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    Path source = folder.resolve(SOURCE);
    Path object = folder.resolve(System.mapLibraryName("functions"));
    Files.writeString(source, Page.resource(Gcc.class, SOURCE));
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(FLAGS);
    command.addAll(List.of("-o", object.toString(), source.toString(), "-lm"));
    String said = run(command);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("compiler", run(List.of("gcc", "--version")).lines().findFirst().orElse("gcc"));
    facts.put("flags", String.join(" ", FLAGS));
    facts.put("C library", library());
    facts.put("loops that gcc vectorised", vectorised(said));
    facts.put("vector functions that it calls", vectorSymbols(object));
    return Optional.of(new Gcc(SymbolLookup.libraryLookup(object, arena), facts));
  }

  private static boolean exists() {
    try {
      run(List.of("gcc", "--version"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String library() {
    try {
      return run(List.of("ldd", "--version")).lines().findFirst().orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** Source lines by vector length, as gcc reports them. */
  private static String vectorised(String said) {
    Map<String, TreeSet<Integer>> lines = new LinkedHashMap<>();
    Pattern line = Pattern.compile(Pattern.quote(SOURCE) + ":(\\d+):");
    for (String each : said.split("\n", -1)) {
      Matcher how = VECTORISED.matcher(each);
      Matcher where = line.matcher(each);
      if (how.find() && where.find()) {
        String bytes = how.group().replaceAll("\\D+", "");
        lines
            .computeIfAbsent(bytes + " bytes", key -> new TreeSet<>())
            .add(Integer.valueOf(where.group(1)));
      }
    }
    return lines.isEmpty() ? "none" : "lines by vector length " + lines;
  }

  private static String vectorSymbols(Path object) throws IOException {
    String binary = new String(Files.readAllBytes(object), StandardCharsets.ISO_8859_1);
    TreeSet<String> names = new TreeSet<>();
    VECTOR_SYMBOL.matcher(binary).results().forEach(found -> names.add(found.group()));
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static String run(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            "%s ended with %d: %s".formatted(String.join(" ", command), code, said.strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command.get(0) + " was interrupted", e);
    }
    return said;
  }

  /** Compiler, C library and what was vectorised. */
  Map<String, String> facts() {
    return facts;
  }

  /** A call of one of the functions: {@code f(x, y, n, rows)}. */
  Runnable call(String function, MemorySegment x, MemorySegment y, long n, long rows) {
    MethodHandle handle =
        Linker.nativeLinker()
            .downcallHandle(
                library
                    .find(function)
                    .orElseThrow(() -> new IllegalStateException("functions.c has no " + function)),
                FunctionDescriptor.ofVoid(
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
                Linker.Option.critical(false)); // no change of the thread's state: a cheaper call
    return () -> {
      try {
        handle.invokeExact(x, y, n, rows);
      } catch (Throwable e) {
        throw new IllegalStateException(function + " of functions.c can't be called", e);
      }
    };
  }
}
