package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The models that answer questions of several hops. At one width all have about equally many
 * parameters: with {@code l} layers a hidden layer is {@code d (10 - 2l) / l} wide, so that {@code
 * l (4 d^2 + 2 d w)}, the weights of all layers, are {@code 20 d^2}.
 */
final class HopModels {
  /** With more layers attention alone would have more parameters. */
  static final int MOST_LAYERS = 4;

  /** More questions than this are sampled. */
  private static final int MOST_QUESTIONS = 1 << 16;

  private HopModels() {}

  static int hidden(int width, int layers) {
    return width * (10 - 2 * layers) / layers;
  }

  /** Models of each number of layers without, then of one layer with a chain of thought. */
  static List<Sweep> all(HopSettings settings, int hops, Map<String, Object> others) {
    List<Sweep> all = new ArrayList<>();
    for (int layers : settings.layerNumbers()) {
      all.add(direct(settings, hops, layers, others));
    }
    all.add(chain(settings, hops, Form.CHAIN, others));
    all.add(chain(settings, hops, Form.INTERLEAVED, others));
    return all;
  }

  static Sweep direct(HopSettings settings, int hops, int layers, Map<String, Object> others) {
    String title = "%d %s, no chain".formatted(layers, layers == 1 ? "layer" : "layers");
    return sweep(settings, hops, layers, Form.DIRECT, title, others);
  }

  static Sweep chain(HopSettings settings, int hops, Form form, Map<String, Object> others) {
    String title = form == Form.CHAIN ? "1 layer, chain" : "1 layer, interleaved chain";
    return sweep(settings, hops, 1, form, title, others);
  }

  private static Sweep sweep(
      HopSettings settings,
      int hops,
      int layers,
      Form form,
      String title,
      Map<String, Object> others) {
    long count = new Queries(settings.subjects(), settings.relations(), hops).count();
    int sample = count > MOST_QUESTIONS ? MOST_QUESTIONS : 0;
    return new Sweep(
        "%s-k-%d-layers-%d".formatted(form.word(), hops, layers),
        title,
        settings.widthNumbers(),
        settings.seeds(),
        d ->
            Changes.of(
                    settings.subjects(),
                    settings.relations(),
                    d,
                    hidden(d, layers),
                    settings.steps())
                .with(Map.of("hops", hops, "layers", layers, "form", form.word(), "sample", sample))
                .with(others));
  }
}
