package dev.loci.tasks.experiment;

import dev.loci.models.SequenceModel;
import dev.loci.tasks.graph.Tokens;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A model as a run has left it.
 *
 * @param vocabulary the tokens that it reads and says
 * @param answer the number of tokens that it was trained to say after a prompt
 * @param readsAnswer whether it was trained to read its answer's tokens as it says them; a
 *     teacherless model says all at once
 * @param figures computes what model and data decide of the summary, by the names there
 */
public record TrainedModel(
    SequenceModel model,
    Tokens vocabulary,
    int answer,
    boolean readsAnswer,
    Supplier<Map<String, Double>> figures) {

  /** A model that goes on with a sequence token by token. */
  public TrainedModel(
      SequenceModel model, Tokens vocabulary, int answer, Supplier<Map<String, Double>> figures) {
    this(model, vocabulary, answer, true, figures);
  }
}
