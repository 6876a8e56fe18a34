package dev.loci.tasks.cli;

import dev.loci.models.Generation;
import dev.loci.models.Sampling;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.TrainedModel;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loci generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lets a run's model go on with a prompt.")
final class GenerateCommand implements Callable<Integer> {
  private static final int MOST = 1_000_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The folder of a complete run.")
  private Path run;

  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "TOKENS",
      description =
          "What the sequence begins with: node ids and signs, such as '[EDGE] 3', or the token ids"
              + " of a subject and a relation.")
  private String prompt;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Tokens to add; by default as many as the model was trained to answer.")
  private @Nullable Integer count;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Draw tokens at random, the lower the more often the most likely one.")
  private @Nullable Double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Draw among the K most likely tokens only.")
  private @Nullable Integer topK;

  @Option(names = "--seed", defaultValue = "0", description = "Seed of the draws; default 0.")
  private long seed;

  @Mixin private ComputeOptions compute;

  @Override
  public Integer call() throws IOException {
    compute.apply();
    if (count != null && (count < 1 || count > MOST)) {
      throw new IllegalArgumentException(
          "--count: %d is not between 1 and %d".formatted(count, MOST));
    }
    if (topK != null && topK < 1) {
      throw new IllegalArgumentException("--top-k: " + topK + " is less than 1");
    }
    Sampling sampling = sampling();
    TrainedModel trained = Runs.open(RunFolder.existing(run));
    if (!trained.readsAnswer()) {
      throw new IllegalArgumentException(
          run
              + " holds a teacherless model, which says its answer without reading it and can't go on"
              + " token by token; loci eval measures it");
    }
    int[] tokens = trained.vocabulary().tokens(prompt);
    Tensor prompts = Tensor.wrap(tokens, 1, tokens.length);
    int more = count == null ? trained.answer() : count;
    Tensor added =
        sampling == null
            ? Generation.greedy(trained.model(), prompts, more)
            : Generation.sample(trained.model(), prompts, more, sampling);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        Arrays.stream(added.toIntArray())
            .mapToObj(trained.vocabulary()::name)
            .collect(Collectors.joining(" ")));
    out.flush();
    return 0;
  }

  /** How to draw, or null for the most likely token each time. */
  private @Nullable Sampling sampling() {
    if (temperature == null && topK == null) {
      return null;
    }
    return new Sampling(
        temperature == null ? 1 : temperature, topK == null ? 0 : topK, RandomStream.of(seed));
  }
}
