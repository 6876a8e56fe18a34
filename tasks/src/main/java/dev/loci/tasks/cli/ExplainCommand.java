package dev.loci.tasks.cli;

import dev.loci.autograd.trace.Trace;
import dev.loci.tasks.explain.Assignments;
import dev.loci.tasks.explain.Expression;
import dev.loci.tasks.report.Atomically;
import dev.loci.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loci explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Differentiates an expression step by step, as text and as a page to play.")
final class ExplainCommand implements Callable<Integer> {
  /** How our pages begin, so that nothing else is overwritten. */
  private static final int HEAD = 1024;

  private static final String MARK = "<meta name=\"generator\" content=\"Loci trace\">";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "EXPRESSION",
      description = "Such as 'tanh(x*w + b)': numbers, names, + - * / ^, functions.")
  private String expression;

  @Option(
      names = "--at",
      paramLabel = "x=2,w=-3",
      defaultValue = "",
      description = "The values of the variables.")
  private String at;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "explain.html",
      description = "The page; default ${DEFAULT-VALUE}.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Expression parsed = Expression.parse(expression);
    Set<String> names = parsed.names();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "expression: it has no variable, so there is nothing to differentiate by");
    }
    Map<String, Tensor> values = Assignments.parse(at, names);
    Trace trace = Trace.of(tape -> parsed.on(tape, values), values);
    String page = trace.toHtml(expression.strip());
    requireFree();
    Atomically.write(out, file -> Files.writeString(file, page));
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.print(trace.toText());
    terminal.println();
    terminal.println("page  " + out);
    terminal.flush();
    return 0;
  }

  /** Replaces only pages of this kind. */
  private void requireFree() throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("--out: there is no folder " + folder);
    }
    if (Files.isDirectory(out)) {
      throw new IllegalArgumentException("--out: " + out + " is a folder, not a file");
    }
    if (Files.exists(out) && !isPage()) {
      throw new IllegalArgumentException(
          "--out: " + out + " exists and is no page of this command; nothing is overwritten");
    }
  }

  private boolean isPage() throws IOException {
    try (var stream = Files.newInputStream(out)) {
      return new String(stream.readNBytes(HEAD), StandardCharsets.UTF_8).contains(MARK);
    }
  }
}
