package dev.loci.tasks.cli;

import dev.loci.tasks.recall.FactData;
import dev.loci.tasks.recall.FactFiles;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tensor.random.RandomStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loci data facts}. */
@Command(
    name = "facts",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Facts that are random bijections, and questions of one or more hops about them.")
final class FactsCommand implements Runnable {
  private static final String TRAIN_RATIO = "--train-ratio";

  @Spec private CommandSpec spec;

  @Mixin private FactSizes sizes;

  @Option(names = "--chain-of-thought", description = "Answer all hops, after the whole question.")
  private boolean chain;

  @Option(names = "--interleaved", description = "Answer each hop right after its relation.")
  private boolean interleaved;

  @Option(
      names = "--compositional",
      description = "Learn all facts and a share of the questions of several hops.")
  private boolean compositional;

  @Option(
      names = TRAIN_RATIO,
      defaultValue = "0.8",
      description =
          "That share; default ${DEFAULT-VALUE}. Only with --compositional, else nothing is held"
              + " out.")
  private double trainRatio;

  @Option(
      names = "--sample",
      defaultValue = "0",
      description = "How many of the N R^k questions to take; default all.")
  private int sample;

  @Option(names = "--seed", defaultValue = "7", description = "Seed; default 7.")
  private long seed;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace files of the same data set.")
  private boolean overwrite;

  @Override
  public void run() {
    if (chain && interleaved) {
      throw new ParameterException(
          spec.commandLine(), "--chain-of-thought and --interleaved are two forms, choose one");
    }
    if (!compositional && spec.commandLine().getParseResult().hasMatchedOption(TRAIN_RATIO)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: a share of %s needs --compositional, without which nothing is held out"
              .formatted(TRAIN_RATIO, trainRatio));
    }
    Form form = interleaved ? Form.INTERLEAVED : chain ? Form.CHAIN : Form.DIRECT;
    RandomStream random = RandomStream.of(seed);
    FactSet facts = FactSet.bijections(sizes.subjects(), sizes.relations(), random.split("facts"));
    RandomStream drawing = random.split("questions"); // as a run without files does
    FactData data =
        compositional
            ? FactData.composing(facts, sizes.hops(), form, trainRatio, sample, drawing)
            : FactData.memorising(facts, sizes.hops(), form, sample, drawing);
    PrintWriter terminal = spec.commandLine().getOut();
    FactFiles.write(out, data, overwrite).forEach(terminal::println);
    terminal.flush();
  }
}
