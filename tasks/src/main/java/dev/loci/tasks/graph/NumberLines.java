package dev.loci.tasks.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads lines of the form {@code a,b,...=c,d,...}: ids, a comma between two, one equals sign.
 * Memory stays bounded whatever the file holds.
 */
public final class NumberLines implements AutoCloseable {
  private static final int MOST_DIGITS_SHOWN = 40;

  private final Lines lines;
  private final String kind;
  private final int bound;
  private long numbersRead;
  private int[] numbers = new int[64];
  private int count;
  private int leftCount;

  /** Opens a file of the nodes of a graph. */
  NumberLines(Path file, int nodeCount) throws IOException {
    this(file, "node", nodeCount);
  }

  /**
   * Opens a file.
   *
   * @param kind what messages call an id
   * @param bound every id must be below it
   */
  public NumberLines(Path file, String kind, int bound) throws IOException {
    this.lines = new Lines(file.toString(), Files.newInputStream(file));
    this.kind = kind;
    this.bound = bound;
  }

  /**
   * Reads the next line, if there is one.
   *
   * @throws DataException if it is malformed, too long, or one too many
   */
  public boolean next() throws IOException {
    if (!lines.next()) {
      return false;
    }
    parse();
    numbersRead += count;
    if (numbersRead > Limits.NUMBERS) {
      throw error(
          "the file holds more than the " + Limits.NUMBERS + " %s ids allowed".formatted(kind));
    }
    return true;
  }

  /** Returns the number of lines read. */
  public int lineNumber() {
    return lines.number();
  }

  /** Returns the number of ids before the equals sign. */
  public int leftCount() {
    return leftCount;
  }

  /** Returns the number of ids after the equals sign. */
  public int rightCount() {
    return count - leftCount;
  }

  /** Returns the i-th id of the line. */
  public int get(int i) {
    return numbers[i];
  }

  /** Returns the ids before the equals sign. */
  public int[] left() {
    return Arrays.copyOf(numbers, leftCount);
  }

  /** Returns the ids after the equals sign. */
  public int[] right() {
    return Arrays.copyOfRange(numbers, leftCount, count);
  }

  /** Returns an exception that names the file and the line. */
  public DataException error(String problem) {
    return lines.error(problem);
  }

  /** Returns an exception that names file and line, and says what the line should be. */
  public DataException malformed(String expected) {
    return lines.malformed(expected);
  }

  private void parse() {
    count = 0;
    leftCount = 0;
    int position = 0;
    while (true) {
      position = parseNumber(position);
      if (position == lines.length()) {
        break;
      }
      byte separator = lines.at(position++);
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
    while (position < lines.length() && isDigit(lines.at(position))) {
      value = Math.min(value * 10 + (lines.at(position) - '0'), Integer.MAX_VALUE);
      position++;
    }
    if (position == from) {
      throw malformed("a number");
    }
    if (value >= bound) {
      throw error(
          "%s %s is too large, ids are below %d"
              .formatted(
                  kind, lines.text(from, Math.min(position, from + MOST_DIGITS_SHOWN)), bound));
    }
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = (int) value;
    return position;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
