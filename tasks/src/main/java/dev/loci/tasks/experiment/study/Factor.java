package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.tiny.TinyExperiment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the spectral study varies, everything else being as in the models' own recipes. */
enum Factor {
  LEARNING_RATE("learning rate", List.of("a third", "the recipe's", "three times")) {
    @Override
    List<Variant> levels(Variant base) {
      double rate = base.settings().learningRate();
      return List.of(
          base.with("slow", List.of("learning_rate=" + rate / 3)),
          base,
          base.with("fast", List.of("learning_rate=" + 3 * rate)));
    }
  },
  SELF_EDGES("self edges", List.of("without", "with")) {
    @Override
    List<Variant> levels(Variant base) {
      return List.of(base, base.with("self-edges", List.of("self_edges=true")));
    }
  },
  WEIGHT_TYING("weight tying", List.of("tied", "untied")) {
    @Override
    List<Variant> levels(Variant base) {
      return List.of(base, base.with("untied", List.of("tied=false")));
    }
  },
  /** Blocks, or of a network the linear map alone and one or two ReLU layers. */
  DEPTH("depth", List.of("1", "2", "3")) {
    @Override
    List<Variant> levels(Variant base) {
      boolean isNetwork = base.experiment() == TinyExperiment.NEURAL_NETWORK;
      int width = base.settings().width();
      return isNetwork
          ? List.of(
              base,
              base.with("depth-2", List.of("hidden=" + width)),
              base.with("depth-3", List.of("hidden=" + width + "," + width)))
          : List.of(
              base,
              base.with("depth-2", List.of("layers=2")),
              base.with("depth-3", List.of("layers=3")));
    }

    @Override
    List<TinyExperiment> models() {
      return List.of(
          TinyExperiment.TRANSFORMER, TinyExperiment.NEURAL_NETWORK, TinyExperiment.MAMBA);
    }
  };

  private final String words;
  private final List<String> levelNames;

  Factor(String words, List<String> levelNames) {
    this.words = words;
    this.levelNames = levelNames;
  }

  /** The factor of a name such as {@code learning-rate}. */
  static Factor named(String name) {
    return Arrays.stream(values())
        .filter(factor -> factor.id().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "setting factors: \"%s\" is none of %s, all and none"
                    .formatted(
                        name,
                        String.join(", ", Arrays.stream(values()).map(Factor::id).toList()))));
  }

  /** Its name in settings and file names. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its name in sentences. */
  String words() {
    return words;
  }

  /** What its levels are called, in the order of {@link #levels}. */
  List<String> levelNames() {
    return levelNames;
  }

  /** A variant at every level; one of them is the base itself. */
  abstract List<Variant> levels(Variant base);

  /** The models in which it is varied. */
  List<TinyExperiment> models() {
    return List.of(
        TinyExperiment.TRANSFORMER,
        TinyExperiment.NEURAL_NETWORK,
        TinyExperiment.MAMBA,
        TinyExperiment.NODE2VEC);
  }

  /** The variants of all its models, one list for each. */
  List<List<Variant>> variants(List<Variant> bases) {
    List<List<Variant>> all = new ArrayList<>();
    for (Variant base : bases) {
      if (models().contains(base.experiment())) {
        all.add(levels(base));
      }
    }
    return all;
  }
}
