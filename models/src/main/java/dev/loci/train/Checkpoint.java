package dev.loci.train;

import dev.loci.nn.Module;
import dev.loci.nn.State;
import dev.loci.optim.Optimizer;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.MalformedFileException;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a run needs to go on with the same bits: parameters, the optimiser's state, how many
 * updates were made, and tensors and texts of the caller's own.
 *
 * @param steps updates made
 * @param tensors the caller's tensors
 * @param texts the caller's texts
 */
public record Checkpoint(int steps, Map<String, Tensor> tensors, Map<String, String> texts) {
  private static final String MODEL = "model.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String EXTRA = "extra.";
  private static final String STEPS = "steps";
  private static final String CHECKSUM = "checksum";

  /**
   * Keeps the maps as they are.
   *
   * @throws IllegalArgumentException if a text has a name under which something else is written
   */
  public Checkpoint {
    if (texts.containsKey(STEPS)) {
      throw new IllegalArgumentException(
          "checkpoint: no text can be named " + STEPS + ", the place of the number of updates");
    }
    if (texts.containsKey(CHECKSUM)) {
      throw new IllegalArgumentException(
          "checkpoint: no text can be named " + CHECKSUM + ", the place of the checksum");
    }
  }

  /** Writes a checkpoint; a file that was there stays whole until the new one is. */
  public void save(Path file, Module model, Optimizer optimizer) throws IOException {
    Map<String, Tensor> all = state(model, optimizer);
    tensors.forEach((name, x) -> all.put(EXTRA + name, x));
    Map<String, String> metadata = new LinkedHashMap<>(texts);
    metadata.put(STEPS, Integer.toString(steps));
    metadata.put(CHECKSUM, Checksum.of(all, metadata));
    new SafeTensors(all, metadata).write(file);
  }

  /**
   * Reads a checkpoint into a model and its optimiser.
   *
   * @throws MalformedFileException if the file is not a checkpoint of such a model with such an
   *     optimiser, or is not as it was written; neither model nor optimiser is changed then
   */
  public static Checkpoint load(Path file, Module model, Optimizer optimizer) throws IOException {
    SafeTensors read = SafeTensors.read(file);
    Map<String, Tensor> saved = new LinkedHashMap<>();
    Map<String, Tensor> extra = new LinkedHashMap<>();
    read.tensors()
        .forEach((name, x) -> {
          if (name.startsWith(EXTRA)) {
            extra.put(name.substring(EXTRA.length()), x);
          } else {
            saved.put(name, x);
          }
        });
    Map<String, String> texts = new LinkedHashMap<>(read.metadata());
    String checksum = texts.remove(CHECKSUM);
    String actual = Checksum.of(read.tensors(), texts);
    int steps = steps(file, texts.remove(STEPS));
    Map<String, Tensor> state = state(model, optimizer);
    try {
      State.requireFit(saved, state);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(
          file, "is not a checkpoint of this model and optimiser: " + e.getMessage());
    }
    if (!actual.equals(checksum)) {
      throw new MalformedFileException(
          file,
          "was altered after it was written: its checksum is %s, expected %s"
              .formatted(actual, checksum));
    }
    State.restore(saved, state);
    return new Checkpoint(steps, extra, texts);
  }

  private static int steps(Path file, @Nullable String text) throws MalformedFileException {
    try {
      return Integer.parseInt(String.valueOf(text));
    } catch (NumberFormatException e) {
      throw new MalformedFileException(
          file, "is not a checkpoint: its text \"steps\" is " + text + ", expected a number");
    }
  }

  private static Map<String, Tensor> state(Module model, Optimizer optimizer) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    model.state().forEach((name, x) -> all.put(MODEL + name, x));
    optimizer.state().forEach((name, x) -> all.put(OPTIMIZER + name, x));
    return all;
  }
}
