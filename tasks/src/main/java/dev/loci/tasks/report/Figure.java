package dev.loci.tasks.report;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A picture that can be painted on any {@link Graphics2D}, and so be saved as pixels and as
 * vectors. No display is needed.
 *
 * @param name file name without extension
 * @param title what it shows, for those who can't see it
 * @param width width in user units (a PNG has {@link #SCALE} pixels per unit)
 * @param height height in user units
 * @param painter draws it; the background is already white
 */
public record Figure(
    String name, String title, int width, int height, Consumer<Graphics2D> painter) {
  /** Pixels per unit of a PNG: sharp when a figure fills a slide. */
  static final int SCALE = 2;

  private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

  /** Writes {@code name.png} and {@code name.svg} into a directory, and returns the latter. */
  String write(Path directory) {
    try {
      writePng(directory);
      return writeSvg(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code name.png} into a directory. */
  public void writePng(Path directory) throws IOException {
    BufferedImage image =
        new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.scale(SCALE, SCALE);
    paint(g);
    g.dispose();
    Atomically.write(
        directory.resolve(name + ".png"), file -> ImageIO.write(image, "png", file.toFile()));
  }

  /**
   * Writes {@code name.svg} into a directory. Text becomes outlines, so that it looks the same on
   * every machine.
   *
   * @return what the file holds
   */
  public String writeSvg(Path directory) throws IOException {
    String svg = svg();
    Atomically.write(directory.resolve(name + ".svg"), file -> Files.writeString(file, svg));
    return svg;
  }

  /** Returns what {@link #writeSvg} writes. */
  String svg() throws IOException {
    Document document = newDocument();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    SVGGraphics2D g = new SVGGraphics2D(context, true);
    g.setSVGCanvasSize(new Dimension(width, height));
    paint(g);
    Element root = g.getRoot();
    root.setAttribute("viewBox", "0 0 " + width + " " + height);
    Element titleElement = document.createElementNS(SVG_NAMESPACE, "title");
    titleElement.setTextContent(title);
    root.insertBefore(titleElement, root.getFirstChild());
    try {
      StringWriter text = new StringWriter();
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(root), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IOException("figure: %s.svg could not be written".formatted(name), e);
    }
  }

  private void paint(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    painter.accept(g);
  }

  private static Document newDocument() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG_NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("figure: this JDK has no XML parser", e);
    }
  }
}
