package dev.loci.tasks.experiment;

import dev.loci.tensor.Compute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where a result comes from: the code, the Java and the machine that made it. */
public final class Provenance {
  /** The names of jars that hold our classes. */
  private static final Pattern OURS = Pattern.compile("loci-|benchmarks");

  private Provenance() {}

  /** Writes down where a run that is being made now comes from, and returns it. */
  public static Map<String, String> write(RunFolder folder, String experiment, int... seeds)
      throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("experiment", experiment);
    facts.put(seeds.length == 1 ? "seed" : "seeds", Text.seeds(seeds));
    facts.put("trained", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.putAll(facts());
    folder.write(RunFolder.PROVENANCE, Json.MAPPER.writeValueAsString(facts) + "\n");
    return facts;
  }

  /** Code, Java, system, processor, kernels and threads. */
  public static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("code", codeVersion());
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("cpu", cpu());
    facts.put("kernels", Compute.kernels());
    facts.put("threads", Integer.toString(Compute.threads()));
    return facts;
  }

  /** The version and a digest of our own jars, so that a change of code shows. */
  private static String codeVersion() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    if (version == null) {
      return "unpackaged"; // classes in folders, as in tests
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Path> jars =
          Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
              .map(Path::of)
              .filter(path -> OURS.matcher(path.getFileName().toString()).lookingAt())
              .sorted()
              .toList();
      for (Path jar : jars) {
        if (Files.isRegularFile(jar)) {
          digest.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(jar));
        }
      }
      String hash = HexFormat.of().formatHex(digest.digest(), 0, 8);
      return version + " sha256:" + hash;
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException("can't read our own jars: " + e.getMessage(), e);
    }
  }

  private static String cpu() {
    Path linux = Path.of("/proc/cpuinfo");
    int cores = Runtime.getRuntime().availableProcessors();
    String model = System.getProperty("os.arch");
    if (Files.isReadable(linux)) {
      try (var lines = Files.lines(linux)) {
        model =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(model);
      } catch (IOException e) {
        model += " (unreadable: " + e.getMessage() + ")";
      }
    }
    return model + ", " + cores + " cores";
  }
}
