package dev.loci.tensor.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds the bytes of files, right and wrong ones. */
final class Bytes {
  private Bytes() {}

  /** A file with this header, its true length before it, and so many zero bytes after it. */
  static byte[] file(String header, int data) {
    return file(header.getBytes(StandardCharsets.UTF_8), data);
  }

  static byte[] file(byte[] header, int data) {
    return claiming(header.length, header, data);
  }

  /** A file that claims a header of another length. */
  static byte[] claiming(long length, byte[] header, int data) {
    return ByteBuffer.allocate(8 + header.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(header)
        .array();
  }

  /** The header's member for a float32 tensor. */
  static String float32(String name, String shape, String range) {
    return "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, shape, range);
  }
}
