package dev.loci.tasks.experiment.recall.study;

import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.analysis.LineFit;
import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.recall.RecallModel;
import dev.loci.tasks.experiment.recall.RecallSettings;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.theory.Capacity;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The page on questions of several hops. */
final class MultihopReport {
  private static final String PARAMETERS = "Parameters, in thousands";

  private final HopSettings settings;
  private final Measured measured;
  private final SweepPage page;

  MultihopReport(String name, HopSettings settings, Measured measured) {
    this.settings = settings;
    this.measured = measured;
    page = new SweepPage(name, settings.seed(), measured);
  }

  Conclusion conclude() throws IOException {
    settings.hopNumbers().forEach(k -> page.add(accuracy(k)));
    page.add(growth());
    page.add(bound());
    Optional<Sweep> probed = MultihopStudy.probed(settings);
    if (probed.isPresent()) {
      page.add(onTheWay(probed.get()));
    }
    return page.conclude(
        "Several hops with and without a chain of thought",
        "%d subjects, %d relations. Without a chain of thought the model has to answer questions of k hops at once; with it one layer writes an answer for each hop. Models of one width have about equally many parameters, however many layers. By chance %s are right."
            .formatted(
                settings.subjects(), settings.relations(), Text.percent(1.0 / settings.subjects())),
        settings.seeds());
  }

  private List<Sweep> sweeps(int hops) {
    return HopModels.all(settings, hops, MultihopStudy.OTHERS);
  }

  private static GptConfig config(Sweep sweep, int width, int subjects, int relations) {
    RecallSettings run = sweep.settings(width, sweep.seeds()[0]);
    return RecallModel.config(run, subjects + relations, run.how().length(run.hops()) - 1);
  }

  /** The number of parameters of a model of a width. */
  private double parameters(Sweep sweep, int width) {
    return config(sweep, width, settings.subjects(), settings.relations()).parameterCount();
  }

  private Article.Section accuracy(int hops) {
    List<Sweep> sweeps = sweeps(hops);
    List<Band> bands = new ArrayList<>();
    for (Sweep sweep : sweeps) {
      bands.add(
          measured.band(sweep, sweep.title(), Measured.ACCURACY, d -> parameters(sweep, d) / 1000));
    }
    int enough = boundWidth(sweeps.getFirst(), hops);
    if (enough > 1) {
      double least = parameters(sweeps.getFirst(), enough) / 1000;
      bands.add(
          Band.ofLine(
              "least without a chain, by counting bits",
              new double[] {least, least},
              new double[] {0, 1}));
    }
    Figure figure =
        new CurveChart(
                "hops-" + hops,
                "Questions of %d %s".formatted(hops, hops == 1 ? "hop" : "hops"),
                PARAMETERS,
                "Share of questions answered",
                bands)
            .figure();
    return new Article.Section(
        "%d %s".formatted(hops, hops == 1 ? "hop" : "hops"),
        List.of(
            "A width is enough if it and all wider ones answer 99 % of the questions. Bands reach over all seeds."),
        List.of(page.table("Model", "width", Measured.ACCURACY, sweeps)),
        List.of(figure));
  }

  /** Bits that all weights but the embedding may hold, less those they need. */
  private double spare(Sweep sweep, int hops, int width) {
    double embedding = (double) width * (settings.subjects() + settings.relations());
    double weights = Bits.EACH * (parameters(sweep, width) - embedding);
    return weights - needed(hops, width);
  }

  private double needed(int hops, int width) {
    return Capacity.weightBits(settings.subjects(), settings.relations(), hops, Bits.EACH * width);
  }

  /** The least width whose weights and embeddings may hold enough bits. */
  private int boundWidth(Sweep sweep, int hops) {
    int width = 2;
    while (spare(sweep, hops, width) < 0) {
      width += 2; // models have two heads
    }
    return width;
  }

  private Article.Section bound() {
    List<List<String>> rows = new ArrayList<>();
    for (int hops : settings.hopNumbers()) {
      Sweep one = HopModels.direct(settings, hops, 1, MultihopStudy.OTHERS);
      for (int width : settings.widthNumbers()) {
        double needed = needed(hops, width);
        rows.add(
            List.of(
                Integer.toString(hops),
                Integer.toString(width),
                Text.number(spare(one, hops, width) + needed, 0),
                Text.number(needed, 0)));
      }
      page.findings().put("bound_width_k_" + hops, boundWidth(one, hops));
    }
    return new Article.Section(
        "The bound by counting bits",
        List.of(
            "Without a chain of thought the weights besides the token embedding need at least max(C_global, C_local, 0) bits (Theorem 4.2; for one hop what the embedding can't hold). With 2 bits for each weight and each coordinate the bound says nothing where it is 0: there the embedding alone could hold the facts, and what fails is not for lack of bits."),
        List.of(
            new Article.Table(
                List.of("Hops", "Width", "Bits the weights may hold", "Bits they need"), rows)),
        List.of());
  }

  /** Where the subjects on the way are found. */
  private Article.Section onTheWay(Sweep probed) throws IOException {
    int width = probed.xs().getFirst();
    List<double[][]> read = new ArrayList<>(); // [seed][layer][hop]
    for (int seed : probed.seeds()) {
      read.add(HopProbe.of(measured.result(probed, width, seed)));
    }
    int layers = read.getFirst().length;
    int hops = read.getFirst()[0].length;
    List<String> header = new ArrayList<>(List.of("After layer"));
    List<Band> bands = new ArrayList<>();
    for (int hop = 0; hop < hops; hop++) {
      int t = hop;
      String title = hop == hops - 1 ? "the answer" : "the answer of hop " + (hop + 1);
      header.add(title);
      bands.add(
          Band.ofRange(
              title,
              IntStream.range(0, layers).asDoubleStream().toArray(),
              read.stream()
                  .map(each -> Arrays.stream(each).mapToDouble(layer -> layer[t]).toArray())
                  .toArray(double[][]::new)));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(layer)));
      for (int hop = 0; hop < hops; hop++) {
        double[] shares = at(read, layer, hop);
        row.add(Statistics.of(shares).toText(3));
        page.findings().put("read_layer_%d_hop_%d".formatted(layer, hop + 1), shares);
      }
      rows.add(row);
    }
    return new Article.Section(
        "On the way",
        List.of(
            "A model of %d layers and width %d without a chain that learned the facts too, questions of %d hops. A linear map reads each hop's answer from the last position; it was fitted to the questions of four fifths of the subjects and is tested with those of the others."
                .formatted(layers - 1, width, hops)),
        List.of(new Article.Table(header, rows)),
        List.of(
            new CurveChart(
                    "on-the-way",
                    "What the last position holds",
                    "After layer",
                    "Share read",
                    bands)
                .figure()));
  }

  private static double[] at(List<double[][]> read, int layer, int hop) {
    return read.stream().mapToDouble(each -> each[layer][hop]).toArray();
  }

  /** The fewest parameters with which questions of each number of hops were learned. */
  private Article.Section growth() {
    List<List<String>> rows = new ArrayList<>();
    List<Band> bands = new ArrayList<>();
    List<Integer> hops = settings.hopNumbers();
    addGrowth(
        rows,
        bands,
        "no chain",
        hops,
        k ->
            settings.layerNumbers().stream()
                .map(layers -> HopModels.direct(settings, k, layers, MultihopStudy.OTHERS))
                .toList());
    for (Form form : List.of(Form.CHAIN, Form.INTERLEAVED)) {
      addGrowth(
          rows,
          bands,
          form == Form.CHAIN ? "chain" : "interleaved chain",
          hops,
          k -> List.of(HopModels.chain(settings, k, form, MultihopStudy.OTHERS)));
    }
    List<String> header = new ArrayList<>(List.of("Model"));
    hops.forEach(k -> header.add("k = " + k));
    header.add("Doublings per hop");
    return new Article.Section(
        "The size that is needed",
        List.of(
            "The fewest parameters, in thousands, of a model that answers 99 %% of the questions; without a chain the best of those with layers = %s; – where none did. The last column is the slope of the line through their binary logarithms, one for each seed; what was never learned is left out, which makes slopes without a chain too small."
                .formatted(settings.layers())),
        List.of(new Article.Table(header, rows)),
        List.of(
            new CurveChart(
                    "needed", "Fewest parameters that were enough", "Hops", PARAMETERS, bands)
                .figure()));
  }

  /** The kinds of models for a number of hops. */
  @FunctionalInterface
  private interface Models {
    List<Sweep> of(int hops);
  }

  private void addGrowth(
      List<List<String>> rows, List<Band> bands, String kind, List<Integer> hops, Models models) {
    double[] k = hops.stream().mapToDouble(each -> each).toArray();
    double[][] least = new double[settings.repeats()][hops.size()]; // [seed][hops]
    for (int i = 0; i < hops.size(); i++) {
      for (double[] each : least) {
        each[i] = Double.NaN;
      }
      for (Sweep sweep : models.of(hops.get(i))) {
        double[] widths = measured.thresholds(sweep, Measured.ACCURACY);
        for (int seed = 0; seed < widths.length; seed++) {
          if (!Double.isNaN(widths[seed])) {
            double size = parameters(sweep, (int) widths[seed]) / 1000;
            least[seed][i] = Double.isNaN(least[seed][i]) ? size : Math.min(least[seed][i], size);
          }
        }
      }
    }
    double[] slopes =
        Arrays.stream(least)
            .mapToDouble(each ->
                LineFit.of(
                        k,
                        Arrays.stream(each)
                            .map(x -> StrictMath.log(x) / StrictMath.log(2))
                            .toArray())
                    .slope())
            .toArray();
    List<String> row = new ArrayList<>(List.of(kind));
    IntStream.range(0, hops.size())
        .forEach(i ->
            row.add(
                Statistics.of(Arrays.stream(least).mapToDouble(each -> each[i]).toArray())
                    .toText(1)));
    row.add(Statistics.of(slopes).toText(2));
    rows.add(row);
    bands.add(Band.ofRange(kind, k, least));
    page.findings().put(kind.replace(' ', '_') + "_doublings_per_hop", slopes);
  }
}
