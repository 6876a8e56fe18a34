package dev.loci.tasks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of numbers as coloured cells. */
class CellsTest {
  private static final double NONE = Double.NaN;

  @TempDir private Path directory;

  @Test
  void everyCellHasTheColourOfItsValue() {
    double[][] values = {{0, 0.5, 2}, {-1, NONE, 1}};
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    Cells.paint(g, 2, 3, (i, j) -> values[i][j], new Rectangle2D.Double(0, 0, 30, 20));
    g.dispose();
    Color[][] expected = {
      {Plasma.at(0), Plasma.at(128 / 255.0), Plasma.at(1)}, {Plasma.at(0), Style.MASK, Plasma.at(1)}
    };
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 30; x++) {
        assertThat(new Color(image.getRGB(x, y))).isEqualTo(expected[y / 10][x / 10]);
      }
    }
  }

  @Test
  void matrixChartShowsRowsFromTheTop() throws IOException {
    double[][] matrix = {{0, 1}, {1, NONE}, {0, 0}};
    BufferedImage image =
        image(new MatrixChart("matrix", "Three rows", "row", "column", matrix).figure());
    int zero = Plasma.at(0).getRGB();
    int one = Plasma.at(1).getRGB();
    int[][] expected = {{zero, one}, {one, Style.MASK.getRGB()}, {zero, zero}};
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 2; column++) {
        int x = Figure.SCALE * (60 + 140 + 280 * column);
        int y = Figure.SCALE * (70 + 93 + 187 * row);
        assertThat(image.getRGB(x, y)).isEqualTo(expected[row][column]);
      }
    }
    assertThatThrownBy(() -> new MatrixChart("m", "t", "r", "c", new double[][] {{1}, {1, 2}}))
        .hasMessage("matrix chart m: 2 rows are not all of one length above 0");
  }

  @Test
  void matrixPanelLeavesTheDiagonalOut() throws IOException {
    double[][] values = {{5, 1}, {-1, 5}};
    Panels panels =
        new Panels(
            "panels",
            "Panels",
            "Of two nodes",
            1,
            List.of(new Panels.Matrix("a matrix", values, new int[] {1, 0}, -1, 1)));
    BufferedImage image = image(panels.figure());
    int x = 20 + 32;
    int y = 96 + 36;
    int quarter = (360 - 106) / 4;
    int[][] expected = { // in the order 1, 0
      {Style.MASK.getRGB(), Plasma.at(0).getRGB()}, {Plasma.at(1).getRGB(), Style.MASK.getRGB()}
    };
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        int at =
            image.getRGB(
                Figure.SCALE * (x + quarter * (1 + 2 * column)),
                Figure.SCALE * (y + quarter * (1 + 2 * row)));
        assertThat(at).isEqualTo(expected[row][column]);
      }
    }
  }

  @Test
  void vectorsOfZerosAreWhite() throws IOException {
    List<VectorPicture.Block> blocks =
        List.of(new VectorPicture.Block("one", 1, "a"), new VectorPicture.Block("two", 2, "b"));
    VectorPicture zeros =
        new VectorPicture("Zeros", blocks, List.of(new VectorPicture.Row("none", 0, 0, 0)));
    VectorPicture ones =
        new VectorPicture("Ones", blocks, List.of(new VectorPicture.Row("all", 2, 2, -2)));
    int x = Figure.SCALE * (1100 - 36 - 100);
    int y = Figure.SCALE * (84 + 34 + 10);
    assertThat(image(zeros.figure("zeros")).getRGB(x, y)).isEqualTo(Color.WHITE.getRGB());
    assertThat(image(ones.figure("ones")).getRGB(x, y)).isEqualTo(Style.ORANGE.getRGB());
    assertThatThrownBy(
            () -> new VectorPicture("t", blocks, List.of(new VectorPicture.Row("short", 1, 2))))
        .hasMessage("vector picture: short has 2 values for 3 coordinates");
  }

  private BufferedImage image(Figure figure) throws IOException {
    figure.writePng(directory);
    return ImageIO.read(directory.resolve(figure.name() + ".png").toFile());
  }
}
