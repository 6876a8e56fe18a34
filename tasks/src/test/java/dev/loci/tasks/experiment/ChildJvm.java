package dev.loci.tasks.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts programs in JVMs of their own, on the Java that runs the tests. */
public final class ChildJvm {
  public static final String VECTOR = "--add-modules=jdk.incubator.vector";
  public static final String LOCI = "dev.loci.tasks.cli.Main";

  private ChildJvm() {}

  /** What a program did. */
  public record Result(int code, String out, String err) {}

  /** The classes that the tests run with. */
  public static String classPath() {
    String surefire = System.getProperty("surefire.test.class.path");
    return surefire == null ? System.getProperty("java.class.path") : surefire;
  }

  /** Runs Java with options, main class and arguments, to the end. */
  public static Result java(List<String> arguments) {
    return run("java", arguments);
  }

  /** Runs a program of our classes. */
  public static Result main(List<String> jvmOptions, String mainClass, List<String> arguments) {
    return java(command(jvmOptions, mainClass, arguments));
  }

  public static List<String> command(
      List<String> jvmOptions, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath(), mainClass));
    command.addAll(arguments);
    return command;
  }

  public static Result run(String tool, List<String> arguments) {
    try {
      Path out = Files.createTempFile("child", ".out");
      Path err = Files.createTempFile("child", ".err");
      try {
        int code = start(tool, arguments, out, err).waitFor();
        return new Result(code, Files.readString(out), Files.readString(err));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Process start(String tool, List<String> arguments, Path out, Path err)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }
}
