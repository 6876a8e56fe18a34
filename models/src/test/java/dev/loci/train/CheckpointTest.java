package dev.loci.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.optim.Optimizer;
import dev.loci.optim.Sgd;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.MalformedFileException;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final int HALF = 9;
  private static final int END = 20;

  @TempDir private Path folder;

  private final SmallRun run = new SmallRun(1, 8);
  private Path file;

  @BeforeEach
  void saveHalfway() throws IOException {
    file = folder.resolve("half.safetensors");
    run.train(0, HALF);
    new Checkpoint(HALF, Map.of("history", Tensor.arange(3)), Map.of("settings", "{\"a\": 1}"))
        .save(file, run.model, run.optimizer);
  }

  private Path saved(SmallRun of, String name) throws IOException {
    Path path = folder.resolve(name);
    new Checkpoint(END, Map.of(), Map.of()).save(path, of.model, of.optimizer);
    return path;
  }

  @Test
  void aResumedRunEndsWithTheBytesOfAnUnbrokenOne() throws IOException {
    run.train(HALF, END);
    SmallRun resumed = new SmallRun(2, 8);
    Checkpoint checkpoint = Checkpoint.load(file, resumed.model, resumed.optimizer);
    resumed.train(checkpoint.steps(), END);
    SmallRun another = new SmallRun(2, 8);
    another.train(0, END);
    assertThat(saved(resumed, "resumed")).hasSameBinaryContentAs(saved(run, "unbroken"));
    assertThat(Files.mismatch(saved(another, "another"), saved(run, "unbroken"))).isNotNegative();
  }

  @Test
  void returnsWhatTheCallerKept() throws IOException {
    SmallRun other = new SmallRun(2, 8);
    Checkpoint checkpoint = Checkpoint.load(file, other.model, other.optimizer);
    assertThat(checkpoint.steps()).isEqualTo(HALF);
    assertThat(checkpoint.texts()).containsExactly(Map.entry("settings", "{\"a\": 1}"));
    assertThat(checkpoint.tensors()).containsOnlyKeys("history");
    assertThat(requireNonNull(checkpoint.tensors().get("history")).toIntArray())
        .containsExactly(0, 1, 2);
  }

  @Test
  void savingReplacesTheFileAndLeavesNoOther() throws IOException {
    saved(run, "half.safetensors");
    SmallRun other = new SmallRun(2, 8);
    assertThat(Checkpoint.load(file, other.model, other.optimizer).steps()).isEqualTo(END);
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesATextInThePlaceOfTheSteps() {
    assertThatThrownBy(() -> new Checkpoint(1, Map.of(), Map.of("steps", "2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no text can be named steps");
  }

  @Test
  void refusesACheckpointOfAnotherModel() throws IOException {
    SmallRun wider = new SmallRun(1, 10);
    assertRefused(
        saved(wider, "wider"),
        "is not a checkpoint of this model and optimiser: restore: model.embedding.weight is"
            + " float32 [12, 10], expected float32 [12, 8]");
  }

  @Test
  void refusesACheckpointOfAnotherOptimizer() throws IOException {
    Optimizer sgd = new Sgd(run.model.parameters());
    Path path = folder.resolve("sgd");
    new Checkpoint(1, Map.of(), Map.of()).save(path, run.model, sgd);
    assertRefused(
        path,
        "is not a checkpoint of this model and optimiser: restore: optimizer.steps is missing");
  }

  @Test
  void refusesACheckpointThatLacksATensor() throws IOException {
    SafeTensors whole = SafeTensors.read(file);
    for (String name :
        List.of("model.final_norm.bias", "optimizer.square.embedding.weight", "optimizer.steps")) {
      Map<String, Tensor> some = new HashMap<>(whole.tensors());
      some.remove(name);
      Path path = folder.resolve("some");
      new SafeTensors(some, whole.metadata()).write(path);
      assertRefused(
          path,
          "is not a checkpoint of this model and optimiser: restore: " + name + " is missing");
    }
  }

  @Test
  void refusesACheckpointWithAnUnknownTensor() throws IOException {
    SafeTensors whole = SafeTensors.read(file);
    Map<String, Tensor> more = new HashMap<>(whole.tensors());
    more.put("model.head.weight", Tensor.zeros(12, 8));
    Path path = folder.resolve("more");
    new SafeTensors(more, whole.metadata()).write(path);
    assertRefused(
        path,
        "is not a checkpoint of this model and optimiser: restore: there is no model.head.weight"
            + " here");
  }

  @Test
  void refusesACheckpointWithoutItsNumberOfUpdates() throws IOException {
    SafeTensors whole = SafeTensors.read(file);
    Path path = folder.resolve("uncounted");
    new SafeTensors(whole.tensors(), Map.of()).write(path);
    assertRefused(path, "is not a checkpoint: its text \"steps\" is null, expected a number");
    new SafeTensors(whole.tensors(), Map.of("steps", "many")).write(path);
    assertRefused(path, "is not a checkpoint: its text \"steps\" is many, expected a number");
  }

  @Test
  void refusesACheckpointWithOneOtherBit() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Path path = folder.resolve("altered");
    for (int place = whole.length - 1; place > whole.length / 2; place -= whole.length / 20) {
      byte[] altered = whole.clone();
      altered[place] ^= 1;
      Files.write(path, altered);
      assertRefused(path, "was altered after it was written: its checksum is ");
    }
  }

  @Test
  void refusesATruncatedCheckpoint() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Path path = folder.resolve("truncated");
    for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 40)) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertRefused(path, "");
    }
    Files.write(path, Arrays.copyOf(whole, whole.length - 1));
    assertRefused(path, "");
  }

  /** A refused load names the file and the fault, and changes neither model nor optimiser. */
  private static void assertRefused(Path path, String fault) {
    SmallRun other = new SmallRun(2, 8);
    other.train(0, 1);
    Map<String, double[]> before = values(other);
    assertThatThrownBy(() -> Checkpoint.load(path, other.model, other.optimizer))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith(path + ": " + fault);
    values(other).forEach((name, value) -> assertThat(value).as(name).isEqualTo(before.get(name)));
  }

  private static Map<String, double[]> values(SmallRun of) {
    Map<String, double[]> values = new LinkedHashMap<>();
    of.model.state().forEach((name, x) -> values.put("model." + name, x.toDoubleArray()));
    of.optimizer.state().forEach((name, x) -> values.put("optimizer." + name, x.toDoubleArray()));
    return values;
  }
}
