package dev.loci.tensor.io;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON that safetensors headers are made of: objects, arrays, texts and whole numbers from 0. A
 * name may occur once in an object. Written here because this module stands on the JDK alone.
 */
final class HeaderJson {
  /** Deeper nesting than a header ever has is refused, so that no input exhausts the stack. */
  private static final int DEEPEST = 4;

  private final String text;
  private int at;

  private HeaderJson(String text) {
    this.text = text;
  }

  /** Parses an object; values are Map, List, String or Long. */
  static Map<String, Object> parse(String text) {
    HeaderJson json = new HeaderJson(text);
    json.skipSpace();
    Map<String, Object> object = json.object(1);
    json.skipSpace();
    if (json.at != text.length()) {
      throw json.fault("the end");
    }
    return object;
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw fault("no deeper nesting");
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    expect('{');
    if (!accept('}')) {
      do {
        skipSpace();
        String name = string();
        expect(':');
        skipSpace();
        if (members.putIfAbsent(name, value(depth + 1)) != null) {
          throw new IllegalArgumentException("the name \"" + name + "\" occurs twice");
        }
      } while (accept(','));
      expect('}');
    }
    return members;
  }

  private List<Object> array(int depth) {
    List<Object> elements = new ArrayList<>();
    expect('[');
    if (!accept(']')) {
      do {
        skipSpace();
        elements.add(value(depth + 1));
      } while (accept(','));
      expect(']');
    }
    return elements;
  }

  private Long number() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    try {
      return Long.parseLong(text.substring(from, at));
    } catch (NumberFormatException e) {
      at = from;
      throw fault("a whole number below 2^63");
    }
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        at--;
        throw fault("no control character in a text");
      }
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return requireUnicode(string.toString());
  }

  /** The text, if each surrogate in it has its other half: without, it has no UTF-8 form. */
  private static String requireUnicode(String text) {
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new IllegalArgumentException("a text has half a surrogate pair: \"" + text + "\"");
    }
    return text;
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> {
        at--;
        throw fault("an escape");
      }
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      if (!HexFormat.isHexDigit(peek())) {
        throw fault("four hexadecimal digits");
      }
      code = code * 16 + HexFormat.fromHexDigit(text.charAt(at++));
    }
    return (char) code;
  }

  private char peek() {
    if (at >= text.length()) {
      throw fault("more");
    }
    return text.charAt(at);
  }

  private boolean accept(char c) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw fault("'" + c + "'");
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException fault(String expected) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new IllegalArgumentException(
        "expected " + expected + " at character " + at + ", found " + found);
  }

  /**
   * Appends a text in quotes.
   *
   * @throws IllegalArgumentException if it has half a surrogate pair
   */
  static StringBuilder quote(StringBuilder json, String text) {
    json.append('"');
    for (char c : requireUnicode(text).toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"');
  }
}
