package dev.loci.tasks.cli;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Provenance;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Query;
import dev.loci.tasks.recall.Recall;
import dev.loci.tasks.recall.theory.Construction;
import dev.loci.tasks.recall.theory.Layout;
import dev.loci.tasks.recall.theory.Rotation;
import dev.loci.tasks.recall.theory.Scheme;
import dev.loci.tasks.report.Atomically;
import dev.loci.tasks.report.Figure;
import dev.loci.tasks.report.VectorPicture;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.SafeTensors;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loci construct}. */
@Command(
    name = "construct",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the weights of a Transformer by hand so that it recalls random facts.",
      "Schemes: selector, selector-coded, selector-circle, attention-only, key-value, tree,"
          + " chain-of-thought, interleaved, disjoint, superposed."
    })
final class ConstructCommand implements Callable<Integer> {
  /** More questions than this, or more tokens in all questions, are sampled. */
  private static final int MOST_ASKED = 1 << 16;

  private static final int MOST_TOKENS = 1 << 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SCHEME", description = "One of the schemes above.")
  private String word;

  @Mixin private FactSizes sizes;

  @Option(
      names = "--answers",
      description =
          "D, answers of each relation in the schemes disjoint and superposed; default N.")
  private @Nullable Integer answers;

  @Option(names = "--rotate", description = "Turn the vector space at random: no visible blocks.")
  private boolean rotate;

  @Option(names = "--seed", defaultValue = "7", description = "Seed of the facts; default 7.")
  private long seed;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace what the folder holds.")
  private boolean overwrite;

  @Mixin private ComputeOptions compute;

  @Override
  public Integer call() throws IOException {
    compute.apply();
    Scheme scheme = Scheme.named(word);
    if (sizes.hops() > 1 && !scheme.answersHops()) {
      throw new IllegalArgumentException(
          "%s answers questions of one hop, not of %d; key-value, tree, chain-of-thought and interleaved answer more"
              .formatted(word, sizes.hops()));
    }
    if (answers != null && !scheme.isDisjoint()) {
      throw new IllegalArgumentException(
          "--answers: relations of %s share the subjects as answers; disjoint and superposed have their own"
              .formatted(word));
    }
    Construction construction =
        scheme.of(
            sizes.subjects(),
            sizes.relations(),
            sizes.hops(),
            answers == null ? sizes.subjects() : answers);
    if (Files.exists(out.resolve(RunFolder.CONFIG))) {
      throw new IllegalArgumentException(
          out + " holds a run, not a construction; nothing is overwritten");
    }
    if (!overwrite
        && (Files.exists(out.resolve(RunFolder.SUMMARY))
            || Files.exists(out.resolve(RunFolder.MODEL)))) {
      throw new IllegalArgumentException(
          out + " holds a construction already; --overwrite replaces it");
    }
    RandomStream random = RandomStream.of(seed);
    FactSet facts = construction.draw(random.split("facts"));
    Gpt model = construction.build(facts);
    Figure picture = picture(construction, model, facts).figure("vector");
    Rotation rotation =
        rotate ? Rotation.of(model.config().width(), random.split("rotation")) : null;
    if (rotation != null) {
      rotation.apply(model);
    }
    Files.createDirectories(out);
    Files.deleteIfExists(
        out.resolve(RunFolder.SUMMARY)); // written last, so that it is of what is there
    new SafeTensors(model.state(), metadata(construction)).write(out.resolve(RunFolder.MODEL));
    picture.writePng(out);
    picture.writeSvg(out);
    writeJson(RunFolder.PROVENANCE, Provenance.facts());
    Map<String, Object> summary = summary(construction, model, facts, rotation);
    writeJson(RunFolder.SUMMARY, summary);
    print(summary);
    return ExitCode.OK;
  }

  private void writeJson(String name, Map<String, ?> content) throws IOException {
    String json = Json.MAPPER.writeValueAsString(content);
    Atomically.write(out.resolve(name), file -> Files.writeString(file, json + "\n"));
  }

  private Map<String, String> metadata(Construction construction) {
    return Map.of(
        "construction", word,
        "subjects", Integer.toString(construction.subjects()),
        "relations", Integer.toString(construction.relations()),
        "hops", Integer.toString(construction.hops()),
        "seed", Long.toString(seed));
  }

  /** Measures the model and, at the end, gives it an embedding for other facts. */
  private Map<String, Object> summary(
      Construction construction, Gpt model, FactSet facts, @Nullable Rotation rotation) {
    RandomStream random = RandomStream.of(seed);
    Queries all = new Queries(facts.subjects(), facts.relations(), construction.hops());
    int most = Math.min(MOST_ASKED, MOST_TOKENS / (construction.hops() + 2));
    List<Query> queries =
        all.count() <= most ? all.all() : all.sample(most, random.split("queries"));
    Recall recall = Recall.of(model, facts, construction.form(), queries);
    FactSet others = construction.draw(random.split("other facts"));
    Gpt swapped = swapped(construction, model, facts, others, rotation);
    Recall after = Recall.of(swapped, others, construction.form(), queries);
    List<BlockConfig> blocks = model.config().blocks();
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("construction", word);
    summary.put("explanation", construction.explanation());
    summary.put("subjects", facts.subjects());
    summary.put("relations", facts.relations());
    summary.put("hops", construction.hops());
    summary.put("seed", seed);
    summary.put("rotated", rotate);
    summary.put("accuracy", recall.accuracy());
    summary.put("margin", recall.margin());
    summary.put("margin_predicted", construction.margin());
    summary.put("swap_accuracy", after.accuracy());
    summary.put("chance", 1.0 / facts.answerCount());
    summary.put("width", model.config().width());
    summary.put("mlp_width", mlpWidth(blocks));
    summary.put("hidden_widths", blocks.stream().map(BlockConfig::hidden).toList());
    summary.put("layers", blocks.size());
    summary.put("parameters", model.parameterCount());
    summary.put("questions", queries.size());
    summary.put("questions_in_all", all.isCounted() ? all.count() : "more than " + all.count());
    return summary;
  }

  /** The model with an embedding for other facts; a turned one is made anew and turned likewise. */
  private static Gpt swapped(
      Construction construction,
      Gpt model,
      FactSet facts,
      FactSet others,
      @Nullable Rotation rotation) {
    Gpt swapped = rotation == null ? model : construction.build(facts);
    construction.swap(swapped, others);
    if (rotation != null) {
      rotation.apply(swapped);
    }
    return swapped;
  }

  static int mlpWidth(List<BlockConfig> blocks) {
    return blocks.stream()
        .flatMapToInt(block -> block.hidden().stream().mapToInt(width -> width))
        .max()
        .orElse(0);
  }

  private VectorPicture picture(Construction construction, Gpt model, FactSet facts) {
    Layout layout = construction.layout();
    List<VectorPicture.Row> rows = new ArrayList<>();
    if (layout.width() <= VectorPicture.MOST_CELLS) {
      Tensor embedding = model.embedding().value();
      int relation = facts.relationToken(0);
      rows.add(row("subject 0", embedding, 0));
      rows.add(row("relation 0", embedding, relation));
      Tensor head = model.state().get("head.weight");
      if (head != null) {
        rows.add(row("output, answer", head, facts.answerToken(0, 0)));
      }
    }
    return new VectorPicture(
        "The vector of the scheme %s: %d subjects, %d relations, %d %s"
            .formatted(
                word,
                construction.subjects(),
                construction.relations(),
                construction.hops(),
                construction.hops() == 1 ? "hop" : "hops"),
        layout.blocks().stream()
            .map(block -> new VectorPicture.Block(block.name(), block.size(), block.holds()))
            .toList(),
        rows);
  }

  private static VectorPicture.Row row(String label, Tensor table, int row) {
    return new VectorPicture.Row(label, table.select(0, row).toDoubleArray());
  }

  private void print(Map<String, Object> summary) {
    PrintWriter terminal = spec.commandLine().getOut();
    summary.forEach((name, value) -> terminal.printf("%-17s %s%n", name, value));
    terminal.println(out);
    terminal.flush();
  }
}
