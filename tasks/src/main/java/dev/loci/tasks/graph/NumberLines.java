package dev.loci.tasks.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads lines of the form {@code a,b,...=c,d,...}: node ids, a comma between two, one equals sign.
 * Memory stays bounded whatever the file holds.
 */
final class NumberLines implements AutoCloseable {
  private static final int MOST_DIGITS_SHOWN = 40;

  private final Lines lines;
  private final int nodeCount;
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
    this.lines = new Lines(file.toString(), Files.newInputStream(file));
    this.nodeCount = nodeCount;
  }

  /**
   * Reads the next line, if there is one.
   *
   * @throws DataException if it is malformed, too long, or one too many
   */
  boolean next() throws IOException {
    if (!lines.next()) {
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
    return lines.number();
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
    return lines.error(problem);
  }

  /** Returns an exception that names file and line, and says what the line should be. */
  DataException malformed(String expected) {
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
    if (value >= nodeCount) {
      throw error(
          "node %s is too large, ids are below %d"
              .formatted(
                  lines.text(from, Math.min(position, from + MOST_DIGITS_SHOWN)), nodeCount));
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
