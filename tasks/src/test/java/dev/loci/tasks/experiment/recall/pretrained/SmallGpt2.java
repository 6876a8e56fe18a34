package dev.loci.tasks.experiment.recall.pretrained;

import dev.loci.tasks.recall.FactSet;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.SafeTensors;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A file of GPT-2's layout, one layer of random weights, in whose embeddings facts were put as
 * superpositions; and the file of these facts. Tokens are subjects, then relations, answers, and
 * one that several subjects and relations may have in common.
 */
public final class SmallGpt2 {
  static final int N = 120; // subjects
  static final int R = 2; // relations
  static final int ANSWERS = 8;
  static final int COMMON = N + R + ANSWERS;
  static final int CONTEXT = 4;
  private static final int V = COMMON + 1;
  private static final int WIDTH = 32;
  private static final RandomStream RANDOM = RandomStream.of(3);
  static final FactSet FACTS = FactSet.disjoint(N, R, ANSWERS, RANDOM.split("facts"));

  /** The weights by their names in the file. */
  private final Map<String, Tensor> tensors = new TreeMap<>();

  private final Tensor answers = Tensor.randn(RANDOM.split("answers"), ANSWERS, WIDTH);

  private SmallGpt2() {
    random("wpe.weight", CONTEXT, WIDTH);
    random("h.0.ln_1.weight", WIDTH);
    random("h.0.ln_1.bias", WIDTH);
    random("h.0.attn.c_attn.weight", WIDTH, 3 * WIDTH);
    random("h.0.attn.c_attn.bias", 3 * WIDTH);
    random("h.0.attn.c_proj.weight", WIDTH, WIDTH);
    random("h.0.attn.c_proj.bias", WIDTH);
    random("h.0.ln_2.weight", WIDTH);
    random("h.0.ln_2.bias", WIDTH);
    random("h.0.mlp.c_fc.weight", WIDTH, 4 * WIDTH);
    random("h.0.mlp.c_fc.bias", 4 * WIDTH);
    random("h.0.mlp.c_proj.weight", 4 * WIDTH, WIDTH);
    random("h.0.mlp.c_proj.bias", WIDTH);
    random("ln_f.weight", WIDTH);
    random("ln_f.bias", WIDTH);
    tensors.put("wte.weight", superpositions());
    Tensor output = Tensor.zeros(V, WIDTH);
    output.slice(0, N + R, COMMON).copyFrom(answers);
    tensors.put("lm_head.weight", output);
  }

  /** The weights. */
  public static SmallGpt2 create() {
    return new SmallGpt2();
  }

  private void random(String name, int... shape) {
    tensors.put(name, Tensor.randn(RANDOM.split(name), shape));
  }

  private Tensor superpositions() {
    Tensor table = Tensor.zeros(V, WIDTH);
    for (int r = 0; r < R; r++) {
      Tensor map = Tensor.randn(RANDOM.split("map " + r), WIDTH, WIDTH);
      for (int s = 0; s < N; s++) {
        Tensor answer = answers.select(0, FACTS.answer(s, r)).reshape(1, WIDTH);
        table.select(0, s).addInPlace(answer.matmul(map).reshape(WIDTH));
      }
    }
    table.select(0, COMMON).copyFrom(Tensor.randn(RANDOM.split("common"), WIDTH));
    return table;
  }

  /** Fills tensors with one value. */
  SmallGpt2 fill(float value, String... names) {
    for (String name : names) {
      Objects.requireNonNull(tensors.get(name), name).fill(value);
    }
    return this;
  }

  /**
   * Has the model say one answer to each relation, whoever is asked about: the layer adds nothing,
   * and the relation's embedding is the answer's vector.
   */
  SmallGpt2 answeringAlways(int... answer) {
    fill(0, "wpe.weight", "h.0.attn.c_proj.weight", "h.0.attn.c_proj.bias");
    fill(0, "h.0.mlp.c_proj.weight", "h.0.mlp.c_proj.bias", "ln_f.bias");
    fill(1, "ln_f.weight");
    Tensor table = Objects.requireNonNull(tensors.get("wte.weight"));
    for (int r = 0; r < R; r++) {
      table.select(0, N + r).copyFrom(answers.select(0, answer[r]));
    }
    return this;
  }

  /** Leaves a tensor out. */
  public SmallGpt2 without(String name) {
    tensors.remove(name);
    return this;
  }

  /** Writes the weights. */
  public void write(Path file) throws IOException {
    new SafeTensors(tensors, Map.of()).write(file);
  }

  /** Writes the facts with one token for each subject and relation. */
  public static void writeFacts(Path file) throws IOException {
    writeFacts(file, s -> "" + s, r -> "" + (N + r));
  }

  /** Writes the facts with the tokens of subjects and relations as they are given. */
  static void writeFacts(Path file, IntFunction<String> subjects, IntFunction<String> relations)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (int r = 0; r < R; r++) {
      for (int s = 0; s < N; s++) {
        lines.add(
            "%s\t%s\t%d"
                .formatted(subjects.apply(s), relations.apply(r), N + R + FACTS.answer(s, r)));
      }
    }
    Files.write(file, lines);
  }
}
