package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.analysis.LineFit;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.recall.theory.Capacity;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The page on how wide embeddings must be. */
final class CapacityReport {
  private final SweepSettings settings;
  private final Measured measured;
  private final SweepPage page;
  private final List<Point> points = new ArrayList<>();

  /** The widths that facts of one size need, one for each seed. */
  private record Point(int subjects, int relations, double[] needed) {
    double logarithm() {
      return StrictMath.log(subjects) / StrictMath.log(2);
    }

    double predicted() {
      return relations * logarithm();
    }

    /** The bits that the facts take for each coordinate of a subject that is needed. */
    double[] bits() {
      double all = Capacity.information(subjects, relations);
      return Arrays.stream(needed).map(d -> all / (subjects * d)).toArray();
    }
  }

  CapacityReport(String name, SweepSettings settings, Measured measured) {
    this.settings = settings;
    this.measured = measured;
    page = new SweepPage(name, settings.seed(), measured);
    for (int n : settings.subjectNumbers()) {
      List<Sweep> sweeps = CapacityStudy.learned(settings, n);
      for (int i = 0; i < sweeps.size(); i++) {
        points.add(
            new Point(
                n,
                settings.relationNumbers().get(i),
                measured.thresholds(sweeps.get(i), Measured.ACCURACY)));
      }
    }
  }

  Conclusion conclude() {
    page.add(accuracy());
    page.add(fits());
    page.add(hidden());
    page.add(frozen());
    return page.conclude(
        "How wide embeddings must be",
        "Theory lets one layer recall all facts with embeddings of R log N coordinates, up to a constant. Models of one layer were trained at each width; a width is enough if it and all wider ones answer 99 % of the questions.",
        settings.seeds());
  }

  private Article.Section accuracy() {
    List<Sweep> all = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    for (int n : settings.subjectNumbers()) {
      List<Sweep> sweeps = CapacityStudy.learned(settings, n);
      all.addAll(sweeps);
      figures.add(
          page.curves(
              "accuracy-" + n,
              n + " subjects",
              "Width of the embeddings",
              Measured.ACCURACY,
              sweeps));
    }
    return new Article.Section(
        "Accuracy over width",
        List.of("The hidden layer is twice as wide as the embedding. Bands reach over all seeds."),
        List.of(page.table("Facts", "width", Measured.ACCURACY, all)),
        figures);
  }

  /** A line through the widths that one seed needs, over what may explain them. */
  private LineFit fit(int seed, ToDoubleFunction<Point> place, List<Point> of) {
    return LineFit.of(
        of.stream().mapToDouble(place).toArray(),
        of.stream().mapToDouble(point -> point.needed()[seed]).toArray());
  }

  private Article.Section fits() {
    List<List<String>> rows = new ArrayList<>();
    addFit(rows, "R log2 N, all facts", "slope", Point::predicted, points);
    for (int n : settings.subjectNumbers()) {
      addFit(
          rows,
          "R, N = " + n,
          "slope_r_n_" + n,
          Point::relations,
          points.stream().filter(point -> point.subjects() == n).toList());
    }
    if (settings.subjectNumbers().size() > 1) {
      for (int r : settings.relationNumbers()) {
        addFit(
            rows,
            "log2 N, R = " + r,
            "slope_log_n_r_" + r,
            Point::logarithm,
            points.stream().filter(point -> point.relations() == r).toList());
      }
    }
    List<List<String>> needs = new ArrayList<>();
    for (Point point : points) {
      needs.add(
          List.of(
              Integer.toString(point.subjects()),
              Integer.toString(point.relations()),
              Text.number(point.predicted(), 1),
              Statistics.of(point.needed()).toText(1),
              Statistics.of(point.bits()).toText(2)));
    }
    return new Article.Section(
        "The width that is needed",
        List.of(
            "Lines of least squares, one for each seed; slope and spread are over the seeds. Sizes of which the widest model learned too little are left out. The last column is the information of the facts over the numbers in the subjects' embeddings, had they to hold it all."),
        List.of(
            new Article.Table(
                List.of("N", "R", "R log2 N", "Width needed", "Bits per coordinate"), needs),
            new Article.Table(List.of("Against", "Slope", "Intercept", "r²"), rows)),
        List.of(needed()));
  }

  private void addFit(
      List<List<String>> rows,
      String against,
      String key,
      ToDoubleFunction<Point> place,
      List<Point> of) {
    List<LineFit> fits =
        IntStream.range(0, settings.repeats()).mapToObj(seed -> fit(seed, place, of)).toList();
    double[] slopes = fits.stream().mapToDouble(LineFit::slope).toArray();
    double[] shares = fits.stream().mapToDouble(LineFit::r2).toArray();
    rows.add(
        List.of(
            against,
            Statistics.of(slopes).toText(3),
            Statistics.of(fits.stream().mapToDouble(LineFit::intercept).toArray()).toText(2),
            Statistics.of(shares).toText(3)));
    page.findings().put(key, slopes);
    page.findings().put(key + "_spread", Statistics.of(slopes).std());
    page.findings().put(key + "_r2", shares);
    page.findings()
        .tell("width needed against %s: slope %s", against, Statistics.of(slopes).toText(3));
  }

  private Figure needed() {
    List<Band> bands = new ArrayList<>();
    for (int n : settings.subjectNumbers()) {
      List<Point> of = points.stream().filter(point -> point.subjects() == n).toList();
      double[] predicted = of.stream().mapToDouble(Point::predicted).toArray();
      double[][] needed = of.stream().map(Point::needed).toArray(double[][]::new);
      bands.add(Band.ofRange("N = " + n, predicted, Vectors.transposed(needed)));
    }
    return new CurveChart(
            "needed", "Width that is needed", "R log2 N", "Width of the embeddings", bands)
        .figure();
  }

  private Sweep plain() {
    int r = CapacityStudy.controlRelations(settings);
    int n = CapacityStudy.controlSubjects(settings);
    return CapacityStudy.learned(settings, n).get(settings.relationNumbers().indexOf(r));
  }

  private Article.Section hidden() {
    List<Sweep> sweeps =
        List.of(
            plain().titled("MLP twice as wide as the embedding"),
            CapacityStudy.fixedHidden(settings));
    return new Article.Section(
        "Is it the MLP?",
        List.of(
            "Control: the hidden layer of every model is as wide as that of the widest. If narrow embeddings fail all the same, the embedding is what is too narrow; what a wider MLP helps, the MLP has memorised."),
        List.of(page.table("MLP", "width", Measured.ACCURACY, sweeps)),
        List.of(
            page.curves(
                "hidden",
                "Hidden layers as wide as twice the embedding, or all alike",
                "Width of the embeddings",
                Measured.ACCURACY,
                sweeps)));
  }

  private Article.Section frozen() {
    Sweep learned = plain().titled("embeddings learn");
    Sweep frozen = CapacityStudy.frozen(settings);
    List<List<String>> rows = new ArrayList<>();
    for (Sweep sweep : List.of(learned, frozen)) {
      for (int d : sweep.xs()) {
        rows.add(Bits.row(measured, sweep, d, "width " + d));
      }
    }
    return new Article.Section(
        "Frozen embeddings",
        List.of(
            "Control: subjects and relations keep random embeddings, everything else learns. What has to be stored is then stored in attention, MLP and output matrix. "
                + Bits.EXPLANATION),
        List.of(
            page.table("Embeddings", "width", Measured.ACCURACY, List.of(learned, frozen)),
            new Article.Table(Bits.HEADER, rows)),
        List.of(
            page.curves(
                "frozen",
                "Embeddings that learn and embeddings that are frozen",
                "Width of the embeddings",
                Measured.ACCURACY,
                List.of(learned, frozen))));
  }
}
