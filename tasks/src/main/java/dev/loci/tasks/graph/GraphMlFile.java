package dev.loci.tasks.graph;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads GraphML (Brandes et al. 2002) as a stream. A DOCTYPE is refused before anything in it is
 * looked at, so there are no entities but the five of XML.
 */
final class GraphMlFile {
  private GraphMlFile() {}

  /**
   * Reads the one graph of a file.
   *
   * @param title of the graph
   * @param file what messages call the file
   */
  static NamedGraph read(String title, String file, InputStream in) throws IOException {
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new Bounded(file, in));
      GraphMlContent content = new GraphMlContent(title, file, xml);
      int depth = 0;
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.DTD -> throw content.error("a DOCTYPE is not allowed");
          case XMLStreamConstants.START_ELEMENT -> {
            if (++depth > Limits.XML_DEPTH) {
              throw content.error(
                  "elements nest deeper than the %d levels allowed".formatted(Limits.XML_DEPTH));
            }
            content.open(depth);
          }
          case XMLStreamConstants.END_ELEMENT -> {
            content.close(depth);
            depth--;
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              content.text(xml.getText());
          case XMLStreamConstants.ENTITY_REFERENCE ->
              throw content.error("&%s; is not an entity of XML".formatted(xml.getLocalName()));
          default -> {}
        }
      }
      return content.graph();
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException cause) {
        throw cause;
      }
      throw malformed(file, e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("external entities are not read");
    });
    return factory;
  }

  /** The parser's own message has three lines, of which the last says what is wrong. */
  private static DataException malformed(String file, XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    String last = message.substring(message.lastIndexOf('\n') + 1).replaceFirst("^Message: ", "");
    String sentence = last.replaceFirst("\\.$", "");
    int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
    return new DataException("%s, line %d: not well-formed: %s".formatted(file, line, sentence), e);
  }

  /** A stream that refuses to go on for ever. */
  private static final class Bounded extends FilterInputStream {
    private final String file;
    private long left = Limits.XML_BYTES;

    Bounded(String file, InputStream in) {
      super(in);
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      return counted(super.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      return counted(read, read);
    }

    private int counted(int result, int bytes) {
      if (result >= 0) {
        left -= bytes;
      }
      if (left < 0) {
        throw new DataException(
            "%s is larger than the %d bytes allowed".formatted(file, Limits.XML_BYTES));
      }
      return result;
    }
  }
}
