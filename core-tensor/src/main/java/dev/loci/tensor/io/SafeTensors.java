package dev.loci.tensor.io;

import dev.loci.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Named tensors in the safetensors format: eight bytes with the header's length, a JSON header that
 * says type, shape and place of each tensor, then the elements, little endian and row-major.
 *
 * <p>Equal tensors give equal files: names are sorted and nothing else is written. Reading trusts
 * nothing: the header may not be longer than the file, tensors must lie side by side without
 * overlap or gap and have the size that their shape says, names are unique. No more memory is taken
 * than the file is long.
 *
 * @param tensors the tensors by name
 * @param metadata further texts by name
 */
public record SafeTensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  private static final int CHUNK = 1 << 20;

  /**
   * Copies both maps, sorted by name.
   *
   * @throws IllegalArgumentException if a tensor has the name that the format keeps for metadata
   */
  public SafeTensors {
    tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    if (tensors.containsKey(Header.METADATA)) {
      throw new IllegalArgumentException(
          "safetensors: no tensor can be named " + Header.METADATA + ", the place of metadata");
    }
  }

  /**
   * Writes the tensors as a new file or in place of an old one, which is never left half-written.
   *
   * @throws IllegalArgumentException if a name or text has half a surrogate pair
   */
  public void write(Path file) throws IOException {
    // Files.createTempFile would leave a file that only its owner may read.
    Path partial = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".partial");
    try {
      try (FileChannel out =
          FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        writeTo(out);
        out.force(true);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private void writeTo(FileChannel out) throws IOException {
    Map<String, Header.Entry> entries = new LinkedHashMap<>();
    long place = 0;
    for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
      Tensor x = named.getValue();
      long end = place + (long) x.size() * x.dtype().bytes();
      entries.put(named.getKey(), new Header.Entry(x.dtype(), x.shape(), place, end));
      place = end;
    }
    byte[] header = new Header(entries, metadata).toJson().getBytes(StandardCharsets.UTF_8);
    int padded = (header.length + 7) / 8 * 8; // the format asks for aligned elements
    ByteBuffer front = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    front.putLong(padded).put(header);
    while (front.hasRemaining()) {
      front.put((byte) ' ');
    }
    writeFully(out, front.flip());
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (Tensor x : tensors.values()) {
      Codec codec = Codec.of(x.contiguous());
      for (int done = 0; done < x.size(); ) {
        int count = Math.min(x.size() - done, CHUNK / x.dtype().bytes());
        codec.put(chunk.clear(), done, count);
        chunk.position(0).limit(count * x.dtype().bytes());
        writeFully(out, chunk);
        done += count;
      }
    }
  }

  private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /**
   * Reads a file.
   *
   * @throws MalformedFileException if the file is not in the format
   */
  public static SafeTensors read(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = in.size();
      if (size < 8) {
        throw new MalformedFileException(
            file, "is too short for a safetensors file (" + size + " bytes)");
      }
      long length =
          readFully(in, ByteBuffer.allocate(8), file).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (Long.compareUnsigned(length, size - 8) > 0) {
        throw new MalformedFileException(
            file,
            "says its header has %s bytes, but only %d follow"
                .formatted(Long.toUnsignedString(length), size - 8));
      }
      if (length > Header.LARGEST) {
        throw new MalformedFileException(
            file,
            "has a header of %d bytes, more than the %d that are read"
                .formatted(length, Header.LARGEST));
      }
      Header header =
          Header.parse(file, readFully(in, ByteBuffer.allocate((int) length), file).array());
      requireSideBySide(file, header, size - 8 - length);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, Header.Entry> named : inOrder(header)) {
        tensors.put(named.getKey(), readTensor(in, named.getValue(), file));
      }
      return new SafeTensors(tensors, header.metadata());
    }
  }

  private static List<Map.Entry<String, Header.Entry>> inOrder(Header header) {
    List<Map.Entry<String, Header.Entry>> ordered = new ArrayList<>(header.entries().entrySet());
    ordered.sort(
        Comparator.comparingLong(
                (Map.Entry<String, Header.Entry> named) -> named.getValue().begin())
            .thenComparingLong(named -> named.getValue().end()));
    return ordered;
  }

  private static void requireSideBySide(Path file, Header header, long available)
      throws MalformedFileException {
    long place = 0;
    for (Map.Entry<String, Header.Entry> named : inOrder(header)) {
      Header.Entry entry = named.getValue();
      if (entry.end() > available) {
        throw new MalformedFileException(
            file,
            "tensor \"%s\" ends at byte %d, but there are %d"
                .formatted(named.getKey(), entry.end(), available));
      }
      if (entry.begin() != place) {
        throw new MalformedFileException(
            file,
            "tensor \"%s\" begins at byte %d, expected %d"
                .formatted(named.getKey(), entry.begin(), place));
      }
      place = entry.end();
    }
    if (place != available) {
      throw new MalformedFileException(
          file, "has %d bytes after the last tensor".formatted(available - place));
    }
  }

  private static Tensor readTensor(FileChannel in, Header.Entry entry, Path file)
      throws IOException {
    Tensor x = Tensor.zeros(entry.dtype(), entry.shape());
    Codec codec = Codec.of(x);
    int width = entry.dtype().bytes();
    for (int done = 0; done < x.size(); ) {
      int count = Math.min(x.size() - done, CHUNK / width);
      ByteBuffer chunk = readFully(in, ByteBuffer.allocate(count * width), file);
      codec.get(chunk.order(ByteOrder.LITTLE_ENDIAN), done, count);
      done += count;
    }
    return x;
  }

  private static ByteBuffer readFully(FileChannel in, ByteBuffer bytes, Path file)
      throws IOException {
    while (bytes.hasRemaining()) {
      if (in.read(bytes) < 0) {
        throw new MalformedFileException(file, "ends early");
      }
    }
    return bytes.flip();
  }

  /** Moves elements of one tensor between its array and bytes. */
  private interface Codec {
    void put(ByteBuffer to, int from, int count);

    void get(ByteBuffer from, int to, int count);

    static Codec of(Tensor x) {
      int offset = x.offset();
      return switch (x.dtype()) {
        case FLOAT32 -> {
          float[] array = x.array();
          yield of(
              (to, i, n) -> to.asFloatBuffer().put(array, offset + i, n),
              (from, i, n) -> from.asFloatBuffer().get(array, offset + i, n));
        }
        case FLOAT64 -> {
          double[] array = x.array();
          yield of(
              (to, i, n) -> to.asDoubleBuffer().put(array, offset + i, n),
              (from, i, n) -> from.asDoubleBuffer().get(array, offset + i, n));
        }
        case INT32 -> {
          int[] array = x.array();
          yield of(
              (to, i, n) -> to.asIntBuffer().put(array, offset + i, n),
              (from, i, n) -> from.asIntBuffer().get(array, offset + i, n));
        }
      };
    }

    private static Codec of(Mover put, Mover get) {
      return new Codec() {
        @Override
        public void put(ByteBuffer to, int from, int count) {
          put.move(to, from, count);
        }

        @Override
        public void get(ByteBuffer from, int to, int count) {
          get.move(from, to, count);
        }
      };
    }
  }

  /** Moves count elements between a buffer and the places from index on. */
  @FunctionalInterface
  private interface Mover {
    void move(ByteBuffer bytes, int index, int count);
  }
}
