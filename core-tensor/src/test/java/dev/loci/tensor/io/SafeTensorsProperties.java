package dev.loci.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

class SafeTensorsProperties {
  private Path file = Path.of("");

  @BeforeTry
  void newFile() throws IOException {
    file = Files.createTempFile("loci", ".safetensors");
  }

  @AfterTry
  void deleteFile() throws IOException {
    Files.delete(file);
  }

  /** Reads what the bytes hold; anything but a result or a refusal fails the property. */
  private boolean isRead(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try {
      SafeTensors read = SafeTensors.read(file);
      long elements = 0;
      for (Tensor x : read.tensors().values()) {
        elements += (long) x.size() * x.dtype().bytes();
      }
      assertThat(elements).isLessThan(bytes.length);
      return true;
    } catch (MalformedFileException e) {
      assertThat(e).hasMessageStartingWith(file + ": ");
      assertThat(e.toString()).hasSizeGreaterThan(file.toString().length() + 60);
      return false;
    }
  }

  private byte[] valid(Random random) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    DType[] types = DType.values();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int[] shape = new int[random.nextInt(3)];
      Arrays.setAll(shape, axis -> random.nextInt(4));
      tensors.put("t" + i, Tensor.full(types[random.nextInt(3)], Shape.of(shape), i));
    }
    new SafeTensors(tensors, Map.of("made by", "a test")).write(file);
    return Files.readAllBytes(file);
  }

  @Property(tries = 100)
  void whatWasWrittenIsRead(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = valid(random);
    assertThat(isRead(bytes)).isTrue();
    SafeTensors.read(file).write(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Property(tries = 100)
  void randomBytesAreRefused(@ForAll byte @Size(max = 300) [] bytes) throws IOException {
    assertThat(isRead(bytes)).isFalse();
  }

  @Property(tries = 100)
  void randomHeadersAreRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String tokens = "{}[]\",:\\u0123 F32dtypeshapedata_offsets\u00e9\u0000";
    StringBuilder header = new StringBuilder("{\"x\":{\"dtype\":");
    for (int i = random.nextInt(60); i > 0; i--) {
      header.append(tokens.charAt(random.nextInt(tokens.length())));
    }
    assertThat(isRead(Bytes.file(header.toString(), random.nextInt(9)))).isFalse();
  }

  @Property(tries = 400)
  void aDamagedFileIsReadOrRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = valid(random);
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes = damaged(random, bytes);
    }
    isRead(bytes);
  }

  private static byte[] damaged(Random random, byte[] bytes) {
    int at = random.nextInt(Math.max(1, bytes.length));
    byte[] changed = bytes.clone();
    switch (random.nextInt(5)) {
      case 0 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 1 -> {
        return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
      }
      case 2 -> { // a digit for a digit, where there is one
        for (int i = at; i < bytes.length; i++) {
          if (bytes[i] >= '0' && bytes[i] <= '9') {
            changed[i] = (byte) ('0' + random.nextInt(10));
            break;
          }
        }
      }
      case 3 -> { // one bit
        if (at < bytes.length) {
          changed[at] ^= (byte) (1 << random.nextInt(8));
        }
      }
      default -> { // a piece in another place
        int from = random.nextInt(Math.max(1, bytes.length));
        int length = Math.min(random.nextInt(12), bytes.length - Math.max(at, from));
        System.arraycopy(bytes, from, changed, at, Math.max(0, length));
      }
    }
    return changed;
  }

  @Example
  void everyTruncationIsRefused() throws IOException {
    byte[] bytes = valid(new Random(3));
    for (int length = 0; length < bytes.length; length++) {
      assertThat(isRead(Arrays.copyOf(bytes, length))).as("%d bytes", length).isFalse();
    }
  }
}
