package dev.loci.train;

import dev.loci.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Eight hexadecimal digits that change with any bit of some tensors and texts. */
final class Checksum {
  private static final int CHUNK = 1 << 16;

  private Checksum() {}

  static String of(Map<String, Tensor> tensors, Map<String, String> texts) {
    CRC32C sum = new CRC32C();
    new TreeMap<>(texts)
        .forEach((name, text) -> {
          update(sum, name);
          update(sum, text);
        });
    new TreeMap<>(tensors)
        .forEach((name, x) -> {
          update(sum, name);
          update(sum, x.contiguous());
        });
    return "%08x".formatted(sum.getValue());
  }

  private static void update(CRC32C sum, String text) {
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    sum.update(0); // so that the place of the end counts
  }

  private static void update(CRC32C sum, Tensor x) {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * x.dtype().bytes());
    for (int from = 0; from < x.size(); from += CHUNK) {
      int n = Math.min(CHUNK, x.size() - from);
      int at = x.offset() + from;
      bytes.clear();
      switch (x.dtype()) {
        case FLOAT32 -> bytes.asFloatBuffer().put(x.<float[]>array(), at, n);
        case FLOAT64 -> bytes.asDoubleBuffer().put(x.<double[]>array(), at, n);
        case INT32 -> bytes.asIntBuffer().put(x.<int[]>array(), at, n);
      }
      sum.update(bytes.limit(n * x.dtype().bytes()));
    }
  }
}
