package dev.loci.tasks.graph;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a file, one after the other. Ends of line are LF or CR LF; the last one may be
 * missing. A line has at most {@link Limits#LINE} bytes, so memory stays bounded.
 */
final class Lines implements AutoCloseable {
  private static final int EXCERPT = 40;

  private final String file;
  private final InputStream in;
  private byte[] line = new byte[256];
  private int length;
  private int number;

  /**
   * Takes over a stream.
   *
   * @param file what messages call it
   */
  Lines(String file, InputStream in) {
    this.file = file;
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /**
   * Reads the next line, if there is one.
   *
   * @throws DataException if it is too long
   */
  boolean next() throws IOException {
    int b = in.read();
    if (b < 0) {
      return false;
    }
    number++;
    length = 0;
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (length == Limits.LINE) {
        throw error("the line is longer than the %d characters allowed".formatted(Limits.LINE));
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) b;
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return true;
  }

  /** Returns the number of the line, from 1 on, or 0 before the first. */
  int number() {
    return number;
  }

  /** Returns the line's number of bytes. */
  int length() {
    return length;
  }

  /** Returns a byte of the line. */
  byte at(int i) {
    return line[i];
  }

  /** Returns a part of the line, each byte as one character. */
  String text(int from, int to) {
    return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Returns the bytes of the line. */
  byte[] bytes() {
    return Arrays.copyOf(line, length);
  }

  /** Returns an exception that names the file and the line. */
  DataException error(String problem) {
    return DataException.at(file, number, problem);
  }

  /** Returns an exception that names file and line, and says what the line should be. */
  DataException malformed(String expected) {
    return error("expected %s, but found %s".formatted(expected, excerpt()));
  }

  /** Returns the beginning of the line, quoted; what is not printable ASCII becomes a dot. */
  private String excerpt() {
    String shown = text(0, Math.min(length, EXCERPT)).replaceAll("[^ -~]", ".");
    return length == 0 ? "an empty line" : '"' + shown + (length > EXCERPT ? "...\"" : "\"");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
