package dev.loci.tasks.experiment;

import dev.loci.models.SequenceModel;
import dev.loci.tasks.graph.Vocabulary;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A model as a run has left it.
 *
 * @param vocabulary the tokens that it reads and says
 * @param answer the number of tokens that it was trained to say after a prompt
 * @param figures computes what model and data decide of the summary, by the names there
 */
public record TrainedModel(
    SequenceModel model, Vocabulary vocabulary, int answer, Supplier<Map<String, Double>> figures) {

  /**
   * Gives a model the weights of a run.
   *
   * @throws IllegalArgumentException naming the file, if they do not fit the model
   */
  public static void load(SequenceModel model, RunFolder folder) throws IOException {
    Path file = folder.file(RunFolder.MODEL);
    try {
      model.load(SafeTensors.read(file).tensors());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}
