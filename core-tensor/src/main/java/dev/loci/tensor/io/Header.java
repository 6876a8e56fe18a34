package dev.loci.tensor.io;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file: for each tensor its type, shape and byte range, and under
 * {@code __metadata__} texts by name.
 */
record Header(Map<String, Entry> entries, Map<String, String> metadata) {
  /** The longest header that is read, as in the format's reference implementation. */
  static final int LARGEST = 100_000_000;

  static final String METADATA = "__metadata__";

  /** Where a tensor's bytes are, counted from the end of the header. */
  record Entry(DType dtype, Shape shape, long begin, long end) {}

  static Header parse(Path file, byte[] json) throws MalformedFileException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedFileException(file, "has a header that is not UTF-8");
    }
    try {
      Map<String, Entry> entries = new LinkedHashMap<>();
      Map<String, String> metadata = new LinkedHashMap<>();
      for (Map.Entry<String, Object> member : HeaderJson.parse(text).entrySet()) {
        if (member.getKey().equals(METADATA)) {
          readMetadata(member.getValue(), metadata);
        } else {
          entries.put(member.getKey(), entry(member));
        }
      }
      return new Header(entries, metadata);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(file, "has a bad header: " + e.getMessage());
    }
  }

  private static void readMetadata(Object value, Map<String, String> metadata) {
    if (!(value instanceof Map<?, ?> texts)) {
      throw new IllegalArgumentException(METADATA + " is not an object");
    }
    texts.forEach((key, text) -> {
      if (!(text instanceof String)) {
        throw new IllegalArgumentException(METADATA + " \"" + key + "\" is not a text");
      }
      metadata.put((String) key, (String) text);
    });
  }

  private static Entry entry(Map.Entry<String, Object> member) {
    try {
      return entry(member.getValue());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tensor \"" + member.getKey() + "\": " + e.getMessage(), e);
    }
  }

  private static Entry entry(Object value) {
    if (!(value instanceof Map<?, ?> fields)
        || !(fields.get("dtype") instanceof String dtype)
        || !(fields.get("shape") instanceof List<?> extents)
        || !(fields.get("data_offsets") instanceof List<?> range)
        || fields.size() != 3
        || range.size() != 2) {
      throw new IllegalArgumentException("needs exactly dtype, shape and two data_offsets");
    }
    Entry entry = new Entry(type(dtype), shape(extents), whole(range.get(0)), whole(range.get(1)));
    long bytes = (long) entry.shape.size() * entry.dtype.bytes();
    if (entry.end < entry.begin || entry.end - entry.begin != bytes) {
      throw new IllegalArgumentException(
          "shape %s does not fill the bytes %d to %d"
              .formatted(entry.shape, entry.begin, entry.end));
    }
    return entry;
  }

  private static Shape shape(List<?> extents) {
    int[] shape = new int[extents.size()];
    for (int axis = 0; axis < shape.length; axis++) {
      long extent = whole(extents.get(axis));
      if (extent > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(extent + " elements along axis " + axis);
      }
      shape[axis] = (int) extent;
    }
    return Shape.of(shape);
  }

  private static long whole(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("a text or list where a whole number belongs");
  }

  private static DType type(String name) {
    return switch (name) {
      case "F32" -> DType.FLOAT32;
      case "F64" -> DType.FLOAT64;
      case "I32" -> DType.INT32;
      default ->
          throw new IllegalArgumentException("type " + name + "; only F32, F64 and I32 are read");
    };
  }

  private static String name(DType type) {
    return switch (type) {
      case FLOAT32 -> "F32";
      case FLOAT64 -> "F64";
      case INT32 -> "I32";
    };
  }

  String toJson() {
    StringBuilder json = new StringBuilder("{");
    if (!metadata.isEmpty()) {
      HeaderJson.quote(json, METADATA).append(":{");
      String separator = "";
      for (Map.Entry<String, String> text : metadata.entrySet()) {
        json.append(separator);
        HeaderJson.quote(json, text.getKey()).append(':');
        HeaderJson.quote(json, text.getValue());
        separator = ",";
      }
      json.append('}');
    }
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      if (json.length() > 1) {
        json.append(',');
      }
      Entry entry = named.getValue();
      HeaderJson.quote(json, named.getKey())
          .append(":{\"dtype\":\"")
          .append(name(entry.dtype()))
          .append("\",\"shape\":")
          .append(entry.shape().toString().replace(" ", ""))
          .append(",\"data_offsets\":[")
          .append(entry.begin())
          .append(',')
          .append(entry.end())
          .append("]}");
    }
    return json.append('}').toString();
  }
}
