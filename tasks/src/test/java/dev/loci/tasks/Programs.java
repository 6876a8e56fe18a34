package dev.loci.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The programs of a text in Markdown: each block of Java is a whole program, and the block of text
 * after it is what it prints. They are compiled together and run in this Java.
 */
final class Programs {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private static final Pattern PROGRAM =
      Pattern.compile("```java\\R(.*?)```(?:(?!```).)*```(\\w*)\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern PUBLIC_CLASS = Pattern.compile("public class (\\w+)");

  /** A program by the name of its class, and what it should print. */
  record Program(String name, String source, String output) {}

  private final List<Program> programs = new ArrayList<>();

  /**
   * Reads the programs of a text.
   *
   * @throws AssertionError if the next block after a program isn't one of text
   */
  Programs(String markdown) {
    Matcher blocks = PROGRAM.matcher(markdown);
    while (blocks.find()) {
      assertThat(blocks.group(2))
          .as("what follows the program%n%s", blocks.group(1))
          .isEqualTo("text");
      Matcher named = PUBLIC_CLASS.matcher(blocks.group(1));
      String name = named.find() ? named.group(1) : "Program" + (programs.size() + 1);
      programs.add(new Program(name, blocks.group(1), blocks.group(3)));
    }
    long starts = Pattern.compile("```java\\R").matcher(markdown).results().count();
    assertThat(programs).as("programs with an output").hasSize((int) starts);
  }

  int count() {
    return programs.size();
  }

  /** Compiles all into a folder, runs each, and compares what it prints. */
  void check(Path folder) throws Exception {
    compile(folder);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      for (Program program : programs) {
        assertThat(run(loader.loadClass(program.name)))
            .as("the output of%n%s", program.source)
            .isEqualTo(program.output);
      }
    }
  }

  private void compile(Path folder) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Program program : programs) {
      Path source = folder.resolve(program.name + ".java");
      sources.add(Files.writeString(source, program.source));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-Xlint:-options", "-cp", CLASS_PATH, "-d", folder.toString(), "-proc:none");
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      boolean compiled = compiler.getTask(messages, files, null, options, null, units).call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }

  /**
   * Starts a program as {@code java} does: its main may be static or not, with arguments or not.
   */
  private static String run(Class<?> program) throws Exception {
    Method main =
        Arrays.stream(program.getDeclaredMethods())
            .filter(method -> method.getName().equals("main"))
            .findFirst()
            .orElseThrow();
    main.setAccessible(true);
    Object instance = null;
    if (!Modifier.isStatic(main.getModifiers())) {
      var constructor = program.getDeclaredConstructor();
      constructor.setAccessible(true);
      instance = constructor.newInstance();
    }
    Object[] arguments =
        main.getParameterCount() == 0 ? new Object[0] : new Object[] {new String[0]};
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      main.invoke(instance, arguments);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
