package dev.loci.tasks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.graph.BundledGraphs;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {
  @TempDir Path directory;

  @Test
  void bandsHoldTheMeanAndTheSpreadOfWhatWasMeasured() {
    double[] x = {0, 1, 2, 3};
    double[][] runs = {{1, 2, Double.NaN, Double.NaN}, {3, 6, 5, Double.NaN}};
    Band range = Band.ofRange("a", x, runs);
    assertThat(range.mean()).containsExactly(2, 4, 5, Double.NaN);
    assertThat(range.low()).containsExactly(1, 2, 5, Double.NaN);
    assertThat(range.high()).containsExactly(3, 6, 5, Double.NaN);
    Band deviation = Band.ofDeviation("a", x, runs);
    assertThat(deviation.high()[0]).isCloseTo(2 + Math.sqrt(2), within(1e-15));
    assertThat(deviation.low()[2]).isEqualTo(5);
    assertThat(range.spreads()).isTrue();
    assertThat(Band.ofLine("a", x, new double[4]).spreads()).isFalse();
  }

  @Test
  void zerosAloneStandOnTheAxis() {
    Scale zeros = Scale.covering(DoubleStream.of(0, Double.NaN, 0), 5);
    assertThat(zeros.low()).isZero();
    assertThat(zeros.high()).isEqualTo(1);
    assertThat(Scale.covering(DoubleStream.of(-1, 0), 5).high()).isZero();
  }

  @Test
  void everyChartIsNeitherBlankNorCutOffAndGapsReachNoCoordinate() throws IOException {
    for (Figure figure : samples()) {
      figure.writePng(directory);
      BufferedImage image = ImageIO.read(directory.resolve(figure.name() + ".png").toFile());
      Set<Integer> rim = new HashSet<>();
      Set<Integer> inside = new HashSet<>();
      for (int y = 0; y < image.getHeight(); y++) {
        for (int column = 0; column < image.getWidth(); column++) {
          int distance = Math.min(Math.min(column, y), image.getWidth() - 1 - column);
          int fromEdge = Math.min(distance, image.getHeight() - 1 - y);
          (fromEdge < 8 ? rim : inside).add(image.getRGB(column, y));
        }
      }
      assertThat(rim).as(figure.name()).containsExactly(0xFFFFFFFF);
      assertThat(inside).as(figure.name()).hasSizeGreaterThan(20);
      assertThat(figure.svg()).doesNotContain("NaN").contains("<title>" + figure.title());
    }
  }

  @Test
  void aBandIsPaintedBetweenItsEnds() throws IOException {
    double[] x = {0, 1};
    Band wide = new Band("wide", x, new double[] {1, 1}, new double[2], new double[] {2, 2});
    Band none = Band.ofLine("none", x, new double[] {1, 1});
    BufferedImage with = image(new CurveChart("with", "t", "x", "y", List.of(wide)).figure());
    BufferedImage without = image(new CurveChart("without", "t", "x", "y", List.of(none)).figure());
    assertThat(palePixels(with)).isGreaterThan(with.getWidth() * with.getHeight() / 3);
    assertThat(palePixels(without)).isZero();
  }

  @Test
  void thePageHoldsEverythingAndAsksForNothing() throws IOException {
    List<Figure> figures = samples();
    Article page =
        new Article(
            "Claims <all>",
            "What holds",
            List.of(
                new Article.Section("Curves & bars", List.of("As measured."), List.of(), figures),
                Article.Section.of(
                    "Verdicts",
                    "One line each.",
                    new Article.Table(
                        List.of("claim", "verdict"), List.of(List.of("zig-zag -0.5", "holds"))))),
            Map.of("steps", "3"),
            Map.of("seed", "1..5"));
    page.write(directory);
    String html = Files.readString(directory.resolve("report.html"));
    assertThat(html)
        .contains("Claims &lt;all&gt;", "Curves &amp; bars", "default-src 'none'")
        .contains("zig-zag \u22120.5", "<td class=\"words\">holds</td>")
        .doesNotContain("http://", "https://", "<script", "{{");
    assertThat(html.split("data:image/svg\\+xml;base64,", -1)).hasSize(figures.size() + 1);
    for (Figure figure : figures) {
      assertThat(directory.resolve("figures").resolve(figure.name() + ".png")).exists();
      Path svg = directory.resolve("figures").resolve(figure.name() + ".svg");
      assertThat(html).contains(Base64.getEncoder().encodeToString(Files.readAllBytes(svg)));
    }
  }

  /** The second bar goes through the roof in either chart; cut off, it leaves the first visible. */
  @Test
  void anOutlierIsCutOff() throws IOException {
    Band band = Band.ofRange("b", new double[][] {{1, 100}});
    BarChart whole = new BarChart("whole", "t", "x", "y", List.of("a", "b"), List.of(band));
    BufferedImage flat = image(whole.figure());
    BufferedImage cut = image(whole.upTo(4).figure());
    assertThat(bluePixels(flat, 0)).isLessThan(bluePixels(flat, 1) / 50);
    assertThat(bluePixels(cut, 0)).isBetween(bluePixels(cut, 1) / 5, bluePixels(cut, 1) / 3);
    assertThat(bluePixels(cut, 1)).isEqualTo(bluePixels(flat, 1));
  }

  /** Counts the pixels of the first colour in the left or the right half. */
  private static int bluePixels(BufferedImage image, int half) {
    int width = image.getWidth() / 2;
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = half * width; x < (half + 1) * width; x++) {
        count += (image.getRGB(x, y) & 0xffffff) == 0x0072b2 ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void wrongSizesAreRefusedWithTheirNumbers() {
    Band band = Band.ofLine("b", new double[2], new double[2]);
    assertThatThrownBy(() -> Band.ofRange("b", new double[2], new double[][] {{1, 2, 3}}))
        .hasMessage("band b: a run has 3 values for 2 places");
    assertThatThrownBy(() -> Band.ofLine("b", new double[2], new double[3]))
        .hasMessage("band b: 3 values for 2 places");
    assertThatThrownBy(() -> new CurveChart("c", "t", "x", "y", List.of()))
        .hasMessage("curve chart c: 0 curves, 1 to 8 can be told apart");
    assertThatThrownBy(() -> new BarChart("c", "t", "x", "y", List.of("a"), List.of(band)))
        .hasMessage("bar chart c: 2 values of b for 1 categories");
    assertThatThrownBy(() ->
            new ScatterChart(
                "c",
                "t",
                new double[2][2],
                new int[0][],
                List.of(),
                new int[] {0, 1},
                List.of("g")))
        .hasMessage("scatter chart c: point 1 is in group 1 of 1");
    assertThatThrownBy(() ->
            new ScatterChart(
                "c",
                "t",
                new double[1][2],
                new int[][] {{0, 1}},
                List.of(),
                new int[1],
                List.of("g")))
        .hasMessage("scatter chart c: an edge ends at point 1 of 1");
  }

  static List<Figure> samples() {
    Random random = new Random(1);
    double[] x = IntStream.range(0, 300).asDoubleStream().toArray();
    List<Band> bands = new ArrayList<>();
    String[] models = {"transformer", "neural network", "associative", "node2vec", "mamba"};
    for (int m = 0; m < models.length; m++) {
      double[][] runs = new double[5][300];
      for (double[] run : runs) {
        double rate = 0.01 * (m + 1) * (1 + 0.4 * random.nextGaussian());
        double level = 1 - 0.15 * m;
        Arrays.setAll(run, i -> level * (1 - Math.exp(-rate * i)));
        Arrays.fill(run, 150, 160, m == 1 ? Double.NaN : run[150]);
      }
      bands.add(
          Band.ofRange(models[m] + (m == 1 ? " (not measured from 150 to 160)" : ""), x, runs));
    }
    List<Band> bars = new ArrayList<>();
    for (int m = 0; m < models.length; m++) {
      double shift = 0.1 * m;
      double[] mean = {0.7 - shift, 0.4, -0.2 + shift, 0.1};
      double[] low = Arrays.stream(mean).map(v -> v - 0.05).toArray();
      double[] high = Arrays.stream(mean).map(v -> v + 0.08).toArray();
      bars.add(new Band(models[m], new double[4], mean, low, high));
    }
    double[] spectrum = IntStream.range(0, 33).mapToDouble(i -> Math.cos(i / 10.5)).toArray();
    List<String> numbers = IntStream.range(2, 35).mapToObj(Integer::toString).toList();
    return List.of(
        new CurveChart(
                "bands", "Geometric level over training", "Training step", "Mean cosine", bands)
            .figure(),
        new BarChart(
                "bars",
                "Difference of cosines",
                "Graph",
                "cos 2 - cos 1",
                List.of("star", "grid", "cycle", "irregular"),
                bars)
            .figure(),
        new BarChart(
                "spectrum",
                "Spectral bias",
                "Eigenvector",
                "Projection",
                numbers,
                List.of(Band.ofLine("p", new double[33], spectrum)))
            .figure(),
        scatter("plane", 2),
        scatter("space", 3));
  }

  private static Figure scatter(String name, int dimensions) {
    var karate = BundledGraphs.karate();
    int[][] edges = karate.forward().toPairs();
    double[][] positions = Spectrum.of(34, edges).laplacianCoordinates(dimensions);
    var clubs = karate.communities().orElseThrow();
    return new ScatterChart(
            name,
            "Karate club in " + dimensions + "-D",
            positions,
            edges,
            karate.names(),
            clubs.of(),
            clubs.names())
        .figure();
  }

  private BufferedImage image(Figure figure) throws IOException {
    figure.writePng(directory);
    return ImageIO.read(directory.resolve(figure.name() + ".png").toFile());
  }

  /** Counts the pixels of the first colour thinned to the density of bands. */
  private static int palePixels(BufferedImage image) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color colour = new Color(image.getRGB(x, y));
        boolean pale = Math.abs(colour.getRed() - 207) < 3 && Math.abs(colour.getBlue() - 240) < 3;
        count += pale ? 1 : 0;
      }
    }
    return count;
  }
}
