package dev.loci.train;

import dev.loci.nn.Module;
import dev.loci.optim.Optimizer;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.MalformedFileException;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /** Writes a checkpoint; a file that was there stays whole until the new one is. */
  public void save(Path file, Module model, Optimizer optimizer) throws IOException {
    Map<String, Tensor> all = new LinkedHashMap<>();
    model.state().forEach((name, x) -> all.put(MODEL + name, x));
    optimizer.state().forEach((name, x) -> all.put(OPTIMIZER + name, x));
    tensors.forEach((name, x) -> all.put(EXTRA + name, x));
    Map<String, String> metadata = new LinkedHashMap<>(texts);
    metadata.put(STEPS, Integer.toString(steps));
    new SafeTensors(all, metadata).write(file);
  }

  /**
   * Reads a checkpoint into a model and its optimiser.
   *
   * @throws MalformedFileException if the file is not a checkpoint of such a model
   */
  public static Checkpoint load(Path file, Module model, Optimizer optimizer) throws IOException {
    SafeTensors read = SafeTensors.read(file);
    try {
      model.load(part(read, MODEL));
      optimizer.restore(part(read, OPTIMIZER));
      Map<String, String> texts = new LinkedHashMap<>(read.metadata());
      String steps = texts.remove(STEPS);
      return new Checkpoint(Integer.parseInt(String.valueOf(steps)), part(read, EXTRA), texts);
    } catch (IllegalArgumentException e) { // NumberFormatException among them
      throw new MalformedFileException(
          file, "is not a checkpoint of this model: " + e.getMessage());
    }
  }

  private static Map<String, Tensor> part(SafeTensors all, String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    all.tensors()
        .forEach((name, x) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), x);
          }
        });
    return part;
  }
}
