package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.analysis.Margins;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * The margins of a linear network that the reference of arXiv 2510.26745 prints, special tokens
 * included.
 *
 * @param original of {@code E W E^T}
 * @param skewed of what W does along the singular directions of E
 */
record LinearMargins(Margins original, Margins skewed) {
  private static final String WEIGHT = "layers.0.weight";

  /** Those of a learner, if its model is a linear network. */
  static Optional<LinearMargins> of(EdgeLearner learner) {
    Map<String, Tensor> state = learner.model().state();
    Tensor weight = state.get(WEIGHT);
    if (weight == null || state.containsKey("layers.1.weight")) {
      return Optional.empty();
    }
    double[][] embeddings = Vectors.rows(learner.embedding().value());
    double[][] w = Vectors.rows(weight);
    int n = learner.data().nodeCount();
    return Optional.of(
        new LinearMargins(
            Margins.bilinear(n, learner.edges(), embeddings, w),
            Margins.bilinear(n, learner.edges(), embeddings, Margins.skewed(embeddings, w))));
  }
}
