package dev.loci.tasks.graph;

import java.util.Arrays;

/** How people write the tokens of a model. */
public interface Tokens {
  /**
   * Returns a token as people read it.
   *
   * @throws IllegalArgumentException if there is no such token
   */
  String name(int token);

  /**
   * Returns the token of a name.
   *
   * @throws IllegalArgumentException if there is none, with the names that there are
   */
  int token(String name);

  /**
   * Returns the tokens of a text as {@link #name} writes them, blanks or commas between them.
   *
   * @throws IllegalArgumentException if there is none, or something that is no token
   */
  default int[] tokens(String text) {
    int[] tokens =
        Arrays.stream(text.split("[\\s,]+"))
            .filter(name -> !name.isEmpty())
            .mapToInt(this::token)
            .toArray();
    if (tokens.length == 0) {
      throw new IllegalArgumentException("there is no token in \"" + text + "\"");
    }
    return tokens;
  }

  /** Returns the number that a name is if it is one of 0..n-1, otherwise -1. */
  static int number(String name, int n) {
    boolean isNumber = name.matches("[0-9]{1,9}");
    return isNumber && Integer.parseInt(name) < n ? Integer.parseInt(name) : -1;
  }
}
