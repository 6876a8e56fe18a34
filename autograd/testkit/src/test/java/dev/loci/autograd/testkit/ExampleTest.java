package dev.loci.autograd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Tape;
import dev.loci.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example builds as a project of its own, against artifacts in a local repository of its own;
 * what is not ours comes from the repository of the running build, so that nothing is downloaded
 * and nothing of ours gets there.
 */
class ExampleTest {
  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final Path ROOT = Path.of("../..");
  private static final Path EXAMPLE = Path.of("example");

  @TempDir Path temp;

  @Test
  void propertyTestsAnOpOfItsOwn() throws Exception {
    String output = build(true);
    assertThat(output).contains("Tests run: 1, Failures: 0, Errors: 0").contains("BUILD SUCCESS");
  }

  @Test
  @Tag("long")
  void failsWhenTheRuleIsWrong() throws Exception {
    String output = build(false);
    assertThat(output)
        .contains("swish of [[]]: gradient: swish: gradient of order 1 by input 0 at []")
        .contains("BUILD FAILURE");
  }

  @Test
  void theTestIsShort() throws IOException {
    List<String> lines =
        Files.readAllLines(EXAMPLE.resolve("src/test/java/example/SwishTest.java"));
    assertThat(lines).hasSizeLessThan(30);
  }

  private String build(boolean right) throws Exception {
    Path repository = temp.resolve("repository");
    install(repository, "loci", ROOT.resolve("pom.xml"), null);
    install(repository, "loci-core-tensor", ROOT.resolve("core-tensor/pom.xml"), Tensor.class);
    install(repository, "loci-autograd", ROOT.resolve("autograd/pom.xml"), Tape.class);
    install(repository, "loci-autograd-testkit", Path.of("pom.xml"), OpProperties.class);
    Path project = copied(right);
    Path log = temp.resolve("log");
    Process maven =
        new ProcessBuilder(
                System.getProperty("loci.maven") + "/bin/mvn",
                "-B",
                "-ntp",
                "-s",
                settings().toString(),
                "-Dmaven.repo.local=" + repository,
                "test")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = maven.waitFor(3, TimeUnit.MINUTES);
    maven.destroyForcibly();
    String output = Files.readString(log);
    assertThat(ended).as(output).isTrue();
    return output;
  }

  /** A copy of the example, as it is or with another slope. */
  private Path copied(boolean right) throws IOException {
    Path project = temp.resolve("project");
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(EXAMPLE.resolve("target"))) {
          Path copy = project.resolve(EXAMPLE.relativize(file));
          Files.createDirectories(copy.getParent());
          String text = Files.readString(file);
          Files.writeString(copy, right ? text : text.replace("y.neg().add(1)", "y.neg().add(2)"));
        }
      }
    }
    return project;
  }

  /** Maven asks the running build's local repository instead of any on the network. */
  private Path settings() throws IOException {
    Path settings = temp.resolve("settings.xml");
    String text =
        """
        <settings>
          <mirrors>
            <mirror>
              <id>local</id>
              <mirrorOf>*</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
        </settings>
        """
            .formatted(Path.of(System.getProperty("loci.repository")).toUri());
    return Files.writeString(settings, text);
  }

  /** Puts an artifact where "mvn install" would. */
  private static void install(Path repository, String artifact, Path pom, @Nullable Class<?> any)
      throws Exception {
    Path folder = repository.resolve("dev/loci/" + artifact + "/" + VERSION);
    Files.createDirectories(folder);
    Files.copy(pom, folder.resolve(artifact + "-" + VERSION + ".pom"));
    if (any != null) {
      Path code = Path.of(any.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path jar = folder.resolve(artifact + "-" + VERSION + ".jar");
      if (Files.isDirectory(code)) {
        pack(code, jar);
      } else {
        Files.copy(code, jar);
      }
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        packed.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
  }
}
