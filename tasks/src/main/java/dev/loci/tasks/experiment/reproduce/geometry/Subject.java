package dev.loci.tasks.experiment.reproduce.geometry;

import dev.loci.tasks.experiment.tiny.TinyExperiment;
import java.util.List;

/**
 * A kind of model that the claims are about; the slowest first, so that none runs alone at last.
 */
enum Subject {
  MAMBA("Mamba", TinyExperiment.MAMBA, Variant.BASE, Variant.SELF_EDGES),
  NETWORK("network", TinyExperiment.NEURAL_NETWORK, Variant.BASE, Variant.SELF_EDGES),
  TRANSFORMER(
      "Transformer",
      TinyExperiment.TRANSFORMER,
      Variant.BASE,
      Variant.SELF_EDGES,
      Variant.FORWARD_ONLY),
  NODE2VEC("Node2Vec", TinyExperiment.NODE2VEC, Variant.BASE, Variant.SELF_EDGES),
  UNTIED("untied Node2Vec", TinyExperiment.NODE2VEC_UNTIED, Variant.BASE, Variant.SELF_EDGES),
  IDENTITY("network from identity", TinyExperiment.LINEAR_IDENTITY, Variant.BASE),
  ASSOCIATIVE("associative", TinyExperiment.ASSOCIATIVE, Variant.BASE),
  WIDE_ASSOCIATIVE("wide associative", TinyExperiment.ASSOCIATIVE_FAST, Variant.BASE);

  final String words;
  final TinyExperiment experiment;
  final List<Variant> variants;

  Subject(String words, TinyExperiment experiment, Variant... variants) {
    this.words = words;
    this.experiment = experiment.withoutPage();
    this.variants = List.of(variants);
  }

  /** Which edges of a graph a model is shown. */
  enum Variant {
    BASE(""),
    SELF_EDGES("self edges"),
    FORWARD_ONLY("forward only");

    final String words;

    Variant(String words) {
      this.words = words;
    }
  }
}
