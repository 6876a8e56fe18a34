package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in the spectrum of its graph a model puts its embeddings: Node2Vec's way there, the energy
 * of every model's result in each eigenspace, how well the leading one is the Laplacian's drawing,
 * and what moves energy into the most negative one.
 */
public final class SpectralStudy implements Study<SpectralSettings> {
  /** The models of the comparison, in the order of its charts. */
  static final List<TinyExperiment> MODELS =
      List.of(
          TinyExperiment.NODE2VEC,
          TinyExperiment.NODE2VEC_UNTIED,
          TinyExperiment.TRANSFORMER,
          TinyExperiment.NEURAL_NETWORK,
          TinyExperiment.LINEAR_IDENTITY,
          TinyExperiment.MAMBA,
          TinyExperiment.ASSOCIATIVE);

  /** What takes the place of the reference's cycle network of width 512 in 10,000 updates. */
  private static final List<String> SMALL_NETWORK =
      List.of("width=32", "decay=cosine", "steps=500", "measure_every=1");

  @Override
  public String name() {
    return "spectral";
  }

  @Override
  public String description() {
    return "every model's embeddings are seen in the spectrum of their graph";
  }

  @Override
  public SpectralSettings preset(Map<String, String> choices) {
    boolean quick = !"false".equals(choices.get("quick"));
    return new SpectralSettings("all", 11, quick ? 3 : 5, quick, 0, "all");
  }

  @Override
  public List<Part<?>> parts(SpectralSettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (Variant variant : variants(settings)) {
      for (int seed : settings.seeds()) {
        parts.add(variant.part(seed));
      }
    }
    return parts;
  }

  /** The models on a graph, each by its own recipe. */
  static List<Variant> models(SpectralSettings settings, String graph) {
    List<Variant> models = new ArrayList<>();
    for (TinyExperiment experiment : MODELS) {
      Variant variant = Variant.of(experiment, graph);
      boolean isWide = variant.settings().width() > 500;
      Variant chosen = settings.quick() && isWide ? variant.with("small", SMALL_NETWORK) : variant;
      models.add(chosen.shortened(settings.steps()));
    }
    return models;
  }

  /** Everything that is run: models on graphs, and the levels of factors that these are not. */
  private static List<Variant> variants(SpectralSettings settings) {
    Map<String, Variant> all = new LinkedHashMap<>();
    for (String graph : settings.graphs()) {
      models(settings, graph).forEach(variant -> all.put(variant.name(), variant));
    }
    List<Variant> bases = models(settings, settings.sweptGraph());
    for (Factor factor : settings.varied()) {
      for (List<Variant> levels : factor.variants(bases)) {
        levels.forEach(variant -> all.put(variant.name(), variant));
      }
    }
    return List.copyOf(all.values());
  }

  @Override
  public Conclusion conclude(SpectralSettings settings, List<Result> results) {
    Geometries geometries = Geometries.of(variants(settings), settings.seeds(), results);
    SpectralReport report = new SpectralReport(settings, geometries);
    return new Conclusion(
        "Embeddings in the spectrum of their graph",
        report.sentence(),
        report.sections(),
        settings.seeds(),
        report.summary());
  }
}
