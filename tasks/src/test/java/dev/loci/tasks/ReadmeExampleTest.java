package dev.loci.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README compiles and prints what the README says it prints. */
class ReadmeExampleTest {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  @TempDir Path folder;

  @Test
  void exampleRuns() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    Path source = folder.resolve("Example.java");
    Files.writeString(source, block(readme, "java"));
    StringWriter messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                messages,
                null,
                null,
                java.util.List.of("-cp", CLASS_PATH, "-d", folder.toString()),
                null,
                ToolProvider.getSystemJavaCompiler()
                    .getStandardFileManager(null, null, StandardCharsets.UTF_8)
                    .getJavaFileObjects(source))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                folder + java.io.File.pathSeparator + CLASS_PATH,
                "Example")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(printed).isEqualTo(block(readme, "text"));
  }

  private static String block(String markdown, String language) {
    Matcher matcher =
        Pattern.compile("```" + language + "\\R(.*?)```", Pattern.DOTALL).matcher(markdown);
    assertThat(matcher.find()).as("a block of " + language).isTrue();
    return matcher.group(1);
  }
}
