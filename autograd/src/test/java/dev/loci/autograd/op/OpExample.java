package dev.loci.autograd.op;

import dev.loci.autograd.Op;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The example in an operation's Javadoc, in the form
 *
 * <pre>{@code
 * slice([1, 2, 3], axis=0, from=1, to=3, step=1) = [2, 3]
 * seed [5, 7], gradient [0, 5, 7]
 * }</pre>
 *
 * <p>Inputs come first (float64, or int32 after "int"), then the parameters by name; tensors among
 * these are int32. The seed is ones where none is given; several inputs have "gradients", of which
 * "none" stands for an input that has none. Numbers hold to the last digit written.
 */
record OpExample(
    String name,
    List<Tensor> inputs,
    Map<String, String> parameters,
    Numbers output,
    @Nullable Numbers seed,
    List<@Nullable Numbers> gradients) {

  /** Numbers as they are written, nested in brackets. */
  record Numbers(List<String> words, Shape shape) {
    Tensor float64() {
      double[] values = words.stream().mapToDouble(Double::parseDouble).toArray();
      return Tensor.of(values, shape.toArray());
    }

    Tensor int32() {
      return Tensor.of(toInts(), shape.toArray());
    }

    int[] toInts() {
      return words.stream().mapToInt(Integer::parseInt).toArray();
    }

    /** Whether a tensor has this shape, and these values once rounded to as many digits. */
    boolean describe(Tensor x) {
      double[] values = x.toDoubleArray();
      boolean same = x.shape().equals(shape);
      for (int i = 0; same && i < values.length; i++) {
        String word = words.get(i);
        int point = word.indexOf('.');
        double half = point < 0 ? 0 : 0.5 * StrictMath.pow(10, point + 1 - word.length());
        same = Math.abs(values[i] - Double.parseDouble(word)) <= half + 1e-12;
      }
      return same;
    }
  }

  /** Reads an example. */
  static OpExample parse(String text) {
    Reader in = new Reader(text);
    String name = in.word();
    List<Tensor> inputs = new ArrayList<>();
    Map<String, String> parameters = new LinkedHashMap<>();
    in.expect("(");
    do {
      if (in.accept("int ")) {
        inputs.add(in.numbers().int32());
      } else if (in.atNumbers()) {
        inputs.add(in.numbers().float64());
      } else {
        String parameter = in.word();
        in.expect("=");
        parameters.put(parameter, in.value());
      }
    } while (in.accept(","));
    in.expect(")");
    in.expect("=");
    Numbers output = in.numbers();
    Numbers seed = null;
    if (in.accept("seed")) {
      seed = in.numbers();
      in.expect(",");
    }
    List<@Nullable Numbers> gradients = new ArrayList<>();
    if (in.accept("gradients") || in.accept("gradient")) {
      do {
        gradients.add(in.accept("none") ? null : in.numbers());
      } while (in.accept(","));
    }
    in.expectEnd();
    return new OpExample(name, inputs, parameters, output, seed, gradients);
  }

  /** The operation with the parameters of this example. */
  Op op(Class<? extends Op> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    if (!names.equals(List.copyOf(parameters.keySet()))) {
      throw new IllegalArgumentException(
          "the parameters are %s, not %s".formatted(names, parameters.keySet()));
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    List<String> texts = List.copyOf(parameters.values());
    Object[] values = new Object[types.length];
    Arrays.setAll(values, i -> convert(types[i], texts.get(i)));
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  private static Object convert(Class<?> type, String text) {
    if (type == int.class) {
      return Integer.valueOf(text);
    } else if (type == double.class) {
      return Double.valueOf(text);
    } else if (type == boolean.class) {
      return Boolean.valueOf(text);
    } else if (type == int[].class) {
      return new Reader(text).numbers().toInts();
    } else if (type == Shape.class) {
      return Shape.of(new Reader(text).numbers().toInts());
    } else if (type == Tensor.class) {
      return new Reader(text).numbers().int32();
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text + " is no " + type.getSimpleName()));
  }

  /** Reads from left to right, past white space. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
      skip();
    }

    private void skip() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    boolean accept(String token) {
      boolean here = text.startsWith(token, at);
      if (here) {
        at += token.length();
        skip();
      }
      return here;
    }

    void expect(String token) {
      if (!accept(token)) {
        throw new IllegalArgumentException("expected " + token + " at: " + text.substring(at));
      }
    }

    void expectEnd() {
      if (at < text.length()) {
        throw new IllegalArgumentException("expected the end at: " + text.substring(at));
      }
    }

    boolean atNumbers() {
      return at < text.length() && "[-0123456789".indexOf(text.charAt(at)) >= 0;
    }

    /** A name or a number. */
    String word() {
      int from = at;
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || "._-".indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
      if (at == from) {
        throw new IllegalArgumentException("expected a word at: " + text.substring(at));
      }
      String word = text.substring(from, at);
      skip();
      return word;
    }

    /** The text of a word, or of nested numbers. */
    String value() {
      int from = at;
      if (atNumbers()) {
        numbers();
      } else {
        word();
      }
      return text.substring(from, at).strip();
    }

    Numbers numbers() {
      if (!accept("[")) {
        return new Numbers(List.of(word()), Shape.SCALAR);
      }
      List<Numbers> rows = new ArrayList<>();
      do {
        rows.add(numbers());
      } while (accept(","));
      expect("]");
      Shape row = rows.get(0).shape();
      if (!rows.stream().allMatch(r -> r.shape().equals(row))) {
        throw new IllegalArgumentException("rows of different lengths in: " + text);
      }
      List<String> words = rows.stream().flatMap(r -> r.words().stream()).toList();
      return new Numbers(words, Shape.of(rows.size()).append(row));
    }
  }
}
