package dev.loci.tasks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FigureTest {
  @TempDir Path directory;

  @Test
  void everyFigureIsAPngOfItsSizeNeitherBlankNorCutOff() throws IOException {
    for (Figure figure : Figures.of(SampleReport.star())) {
      figure.writePng(directory);
      BufferedImage image = ImageIO.read(directory.resolve(figure.name() + ".png").toFile());
      assertThat(image.getWidth()).isEqualTo(figure.width() * Figure.SCALE);
      assertThat(image.getHeight()).isEqualTo(figure.height() * Figure.SCALE);
      assertThat(colours(image)).as(figure.name()).hasSizeGreaterThan(20);
      assertThat(rim(image, 8)).as(figure.name()).containsExactly(0xFFFFFFFF);
    }
  }

  @Test
  void everyFigureIsWellFormedSvgWithATitle() throws Exception {
    for (Figure figure : Figures.of(SampleReport.titled("a < b & \"c\" ]]>"))) {
      figure.writeSvg(directory);
      Element root = parse(directory.resolve(figure.name() + ".svg")).getDocumentElement();
      assertThat(root.getLocalName()).isEqualTo("svg");
      assertThat(root.getAttribute("viewBox"))
          .isEqualTo("0 0 %d %d".formatted(figure.width(), figure.height()));
      assertThat(root.getElementsByTagName("title").item(0).getTextContent())
          .startsWith("a < b & \"c\" ]]>: ");
      assertThat(root.getElementsByTagName("path").getLength()).isGreaterThan(10);
    }
  }

  @Test
  void gapsInCurvesReachNoCoordinate() throws Exception {
    for (Figure figure : Figures.of(SampleReport.withGaps())) {
      figure.writeSvg(directory);
      NodeList paths =
          parse(directory.resolve(figure.name() + ".svg")).getElementsByTagName("path");
      for (int i = 0; i < paths.getLength(); i++) {
        assertThat(((Element) paths.item(i)).getAttribute("d"))
            .as(figure.name())
            .doesNotContain("NaN");
      }
    }
  }

  @Test
  void theSameReportGivesTheSameBytes() throws IOException {
    SampleReport.star().write(directory.resolve("a"));
    SampleReport.star().write(directory.resolve("b"));
    try (var files = Files.walk(directory.resolve("a"))) {
      List<Path> written = new ArrayList<>(files.filter(Files::isRegularFile).toList());
      assertThat(written).hasSize(13);
      for (Path file : written) {
        Path other = directory.resolve("b").resolve(directory.resolve("a").relativize(file));
        assertThat(other).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void oneSnapshotOfOneNodeIsDrawn() throws IOException {
    RunReport whole = SampleReport.star();
    RunReport point =
        new RunReport(
            "One node",
            "",
            new RunReport.Graph(1, new int[][] {}, OptionalInt.empty(), new int[] {0}),
            new RunReport.Snapshots(new int[] {0}, new double[][][] {{{0, 0, 0}}}, 0),
            whole.curves(),
            null,
            null,
            List.of(),
            whole.config(),
            whole.provenance(),
            List.of());
    point.write(directory);
    try (var files = Files.list(directory.resolve("figures"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "embedding.png",
              "embedding.svg",
              "evolution.png",
              "evolution.svg",
              "curves.png",
              "curves.svg",
              "loss.png",
              "loss.svg");
    }
  }

  @Test
  void wrongSizesAreRefusedWithTheirNumbers() {
    RunReport.Graph graph =
        new RunReport.Graph(2, new int[][] {{0, 1}}, OptionalInt.of(0), new int[] {1, 0});
    RunReport.Snapshots snapshots = new RunReport.Snapshots(new int[] {0}, new double[1][3][3], 0);
    RunReport whole = SampleReport.star();
    assertThatThrownBy(() ->
            new RunReport(
                "t",
                "s",
                graph,
                snapshots,
                whole.curves(),
                null,
                null,
                List.of(),
                whole.config(),
                whole.provenance(),
                List.of()))
        .hasMessage("report: a snapshot has 3 nodes, the graph has 2");
    assertThatThrownBy(() ->
            new RunReport.Graph(2, new int[][] {{0, 2}}, OptionalInt.empty(), new int[] {0, 1}))
        .hasMessage("report: an edge ends at node 2, outside 0..1");
    assertThatThrownBy(() -> new RunReport.Snapshots(new int[] {4, 4}, new double[2][1][3], 0))
        .hasMessage("report: step 4 is followed by step 4");
    assertThatThrownBy(() ->
            new RunReport.Snapshots(new int[] {4}, new double[][][] {{{0, Double.NaN, 0}}}, 0))
        .hasMessage("report: a position at step 4 is NaN");
  }

  private static Document parse(Path svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(svg.toFile());
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y += 3) {
      for (int x = 0; x < image.getWidth(); x += 3) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  private static Set<Integer> rim(BufferedImage image, int width) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      boolean middle = y >= width && y < image.getHeight() - width;
      for (int x = 0; x < image.getWidth(); x++) {
        if (middle && x == width) {
          x = image.getWidth() - width;
        }
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }
}
