package dev.loci.tasks.graph;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads lines of the form {@code a,b,...=c,d,...}: node ids, a comma between two, one equals sign.
 * Ends of line are LF or CR LF; the last one may be missing. Memory stays bounded whatever the file
 * holds.
 */
final class NumberLines implements AutoCloseable {
  private static final int EXCERPT = 40;

  private final Path file;
  private final InputStream in;
  private final int nodeCount;
  private byte[] line = new byte[256];
  private int length;
  private int lineNumber;
  private long numbersRead;
  private int[] numbers = new int[64];
  private int count;
  private int leftCount;

  /**
   * Opens a file.
   *
   * @param nodeCount the number of nodes: every id must be below it
   */
  NumberLines(Path file, int nodeCount) throws IOException {
    this.file = file;
    this.nodeCount = nodeCount;
    this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  /**
   * Reads the next line, if there is one.
   *
   * @throws DataException if it is malformed, too long, or one too many
   */
  boolean next() throws IOException {
    if (!readLine()) {
      return false;
    }
    parse();
    numbersRead += count;
    if (numbersRead > Limits.NUMBERS) {
      throw error("the file holds more than the " + Limits.NUMBERS + " node ids allowed");
    }
    return true;
  }

  /** Returns the number of lines read. */
  int lineNumber() {
    return lineNumber;
  }

  /** Returns the number of ids before the equals sign. */
  int leftCount() {
    return leftCount;
  }

  /** Returns the number of ids after the equals sign. */
  int rightCount() {
    return count - leftCount;
  }

  /** Returns the i-th id of the line. */
  int get(int i) {
    return numbers[i];
  }

  /** Returns the ids after the equals sign. */
  int[] right() {
    return Arrays.copyOfRange(numbers, leftCount, count);
  }

  /** Returns an exception that names the file and the line. */
  DataException error(String problem) {
    return new DataException("%s, line %d: %s".formatted(file, lineNumber, problem));
  }

  /** Returns an exception that names file and line, and says what the line should be. */
  DataException malformed(String expected) {
    return error("expected %s, but found %s".formatted(expected, excerpt()));
  }

  private boolean readLine() throws IOException {
    lineNumber++;
    length = 0;
    int b = in.read();
    if (b < 0) {
      lineNumber--;
      return false;
    }
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

  private void parse() {
    count = 0;
    leftCount = 0;
    int position = 0;
    while (true) {
      position = parseNumber(position);
      if (position == length) {
        break;
      }
      byte separator = line[position++];
      if (separator == '=' && leftCount == 0) {
        leftCount = count;
      } else if (separator != ',') {
        throw malformed("numbers, commas and one equals sign");
      }
    }
    if (leftCount == 0) {
      throw malformed("an equals sign");
    }
  }

  /** Parses the id that begins at a position and returns where it ends. */
  private int parseNumber(int from) {
    long value = 0;
    int position = from;
    while (position < length && line[position] >= '0' && line[position] <= '9') {
      value = Math.min(value * 10 + (line[position] - '0'), Integer.MAX_VALUE);
      position++;
    }
    if (position == from) {
      throw malformed("a number");
    }
    if (value >= nodeCount) {
      throw error(
          "node %s is too large, ids are below %d"
              .formatted(text(from, Math.min(position, from + EXCERPT)), nodeCount));
    }
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = (int) value;
    return position;
  }

  /** Returns the beginning of the line, quoted; what is not printable ASCII becomes a dot. */
  private String excerpt() {
    String shown = text(0, Math.min(length, EXCERPT)).replaceAll("[^ -~]", ".");
    return length == 0 ? "an empty line" : '"' + shown + (length > EXCERPT ? "...\"" : "\"");
  }

  private String text(int from, int to) {
    return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
