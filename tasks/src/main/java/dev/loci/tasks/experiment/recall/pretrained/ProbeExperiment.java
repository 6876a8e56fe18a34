package dev.loci.tasks.experiment.recall.pretrained;

import dev.loci.autograd.Tape;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.Gpt2File;
import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.recall.probe.AnswerVectors;
import dev.loci.tasks.recall.probe.Split;
import dev.loci.tasks.recall.probe.SubjectProbe;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks for superpositions in a model that others have trained, from a file of its weights. */
public final class ProbeExperiment implements Experiment<ProbeSettings> {
  /** Sequences that are read together. */
  private static final int TOGETHER = 32;

  @Override
  public String name() {
    return "recall-probe";
  }

  @Override
  public String description() {
    return "a pretrained model's states at subjects are looked through for their answers";
  }

  @Override
  public String operand() {
    return "model";
  }

  @Override
  public ProbeSettings preset(Map<String, String> choices) {
    return new ProbeSettings("", "", "all", 0, 7);
  }

  @Override
  public Run prepare(ProbeSettings settings, RunFolder folder) {
    requireFile("model", settings.model());
    requireFile("facts", settings.facts());
    Gpt model = read(settings);
    TokenFacts facts = TokenFacts.read(Path.of(settings.facts()), model.config().vocabulary());
    requireContext(model, facts);
    List<Integer> layers = settings.layerNumbers(model.config().layers());
    return progress -> complete(settings, model, facts, layers, folder, progress);
  }

  private static void requireFile(String setting, String file) {
    if (file.isBlank()) {
      throw new IllegalArgumentException(
          "setting %s: no file is named; recall-probe takes a model and --facts FILE"
              .formatted(setting));
    }
    if (!Files.isRegularFile(Path.of(file))) {
      throw new IllegalArgumentException(
          "setting %s: there is no file %s".formatted(setting, file));
    }
  }

  private static Gpt read(ProbeSettings settings) {
    try {
      return Gpt2File.read(Path.of(settings.model()), settings.heads());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static void requireContext(Gpt model, TokenFacts facts) {
    int longest = facts.subjects().stream().mapToInt(each -> each.length).max().orElse(0);
    longest += facts.relations().stream().mapToInt(each -> each.length).max().orElse(0);
    if (longest > model.config().context()) {
      throw new IllegalArgumentException(
          "setting facts: a question of %d tokens is longer than the %d that the model reads"
              .formatted(longest, model.config().context()));
    }
  }

  private Summary complete(
      ProbeSettings settings,
      Gpt model,
      TokenFacts facts,
      List<Integer> layers,
      RunFolder folder,
      Progress progress)
      throws IOException {
    double[][] answers = AnswerVectors.of(model, facts.answers());
    double accuracy = accuracy(model, facts);
    double[][][] states = states(model, facts, layers); // [layer][subject][coordinate]
    RandomStream random = RandomStream.of(settings.seed());
    Split split = Split.of(facts.subjects().size(), random.split("held out"));
    List<SubjectProbe> probes = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      probes.add(
          SubjectProbe.of(answers, facts.facts(), states[i], split, random.split("control")));
      progress.at(i + 1L, layers.size(), "layer " + layers.get(i));
    }
    return new ProbeReport(name(), settings, facts, accuracy, layers, probes).write(folder);
  }

  /** Sequences of one length that are read together. */
  @FunctionalInterface
  private interface Reader {
    /**
     * @param numbers which of all sequences these are
     * @param tokens {@code (B, T)}
     */
    void read(int[] numbers, Tensor tokens);
  }

  private static void readAll(List<int[]> sequences, Reader reader) {
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int i = 0; i < sequences.size(); i++) {
      byLength.computeIfAbsent(sequences.get(i).length, unused -> new ArrayList<>()).add(i);
    }
    byLength.forEach((length, all) -> {
      for (int from = 0; from < all.size(); from += TOGETHER) {
        int[] numbers =
            all.subList(from, Math.min(all.size(), from + TOGETHER)).stream()
                .mapToInt(each -> each)
                .toArray();
        int[] tokens =
            Arrays.stream(numbers).flatMap(i -> Arrays.stream(sequences.get(i))).toArray();
        reader.read(numbers, Tensor.wrap(tokens, numbers.length, length));
      }
    });
  }

  /** The share of questions after which the answer is the most likely token. */
  private static double accuracy(Gpt model, TokenFacts facts) {
    List<int[]> questions = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    for (int s = 0; s < facts.subjects().size(); s++) {
      for (int r = 0; r < facts.relations().size(); r++) {
        questions.add(facts.question(s, r));
        expected.add(facts.answers()[facts.facts().answer(s, r)]);
      }
    }
    int[] right = new int[1];
    readAll(
        questions,
        (numbers, tokens) -> {
          Tensor ends = ends(tokens);
          Tensor said =
              model.forward(Tape.inference(), tokens, ends, null).tensor().argmax(1); // (B)
          for (int i = 0; i < numbers.length; i++) {
            right[0] += (int) said.get(i) == expected.get(numbers[i]) ? 1 : 0;
          }
        });
    return (double) right[0] / questions.size();
  }

  private static Tensor ends(Tensor tokens) {
    int length = tokens.shape().dim(1);
    return Tensor.arange(tokens.shape().dim(0)).mul(length).add(length - 1);
  }

  /** What the residual stream holds at each subject's last token, after some layers. */
  private static double[][][] states(Gpt model, TokenFacts facts, List<Integer> layers) {
    double[][][] states = new double[layers.size()][facts.subjects().size()][];
    readAll(
        facts.subjects(),
        (numbers, tokens) -> {
          List<Tensor> all = model.states(tokens);
          int last = tokens.shape().dim(1) - 1;
          for (int layer = 0; layer < layers.size(); layer++) {
            Tensor at = all.get(layers.get(layer)).select(1, last); // (B, D)
            for (int i = 0; i < numbers.length; i++) {
              states[layer][numbers[i]] = at.select(0, i).toDoubleArray();
            }
          }
        });
    return states;
  }
}
