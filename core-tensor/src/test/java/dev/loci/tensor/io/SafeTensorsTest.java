package dev.loci.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
  @TempDir Path folder;

  private SafeTensors roundTrip(SafeTensors saved) throws IOException {
    Path file = folder.resolve("round.safetensors");
    saved.write(file);
    return SafeTensors.read(file);
  }

  private static Tensor tensor(SafeTensors read, String name) {
    return Objects.requireNonNull(read.tensors().get(name), name);
  }

  private static void assertSame(Tensor actual, Tensor expected) {
    assertThat(actual.dtype()).isEqualTo(expected.dtype());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toDoubleArray()).isEqualTo(expected.toDoubleArray());
  }

  @Test
  void theBytesOfATinyFile() throws IOException {
    Path file = folder.resolve("tiny.safetensors");
    Tensor a = Tensor.of(new float[] {1, -2});
    Tensor b = Tensor.scalar(DType.INT32, 258);
    new SafeTensors(Map.of("b", b, "a", a), Map.of("k", "v")).write(file);
    String header =
        """
        {"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
        "b":{"dtype":"I32","shape":[],"data_offsets":[8,12]}}\
        """;
    assertThat(header).hasSize(132);
    String expected =
        "8800000000000000" // 136 bytes of header, a multiple of 8
            + HexFormat.of().formatHex(header.getBytes(StandardCharsets.UTF_8))
            + "20".repeat(4)
            + "0000803f" // 1
            + "000000c0" // -2
            + "02010000"; // 258
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).isEqualTo(expected);
  }

  @Test
  void readsWhatOthersWrite() throws IOException {
    Path file = folder.resolve("other.safetensors");
    // Space between tokens, fields and tensors in another order, escapes.
    String header =
        """
         { "x\\u0041\\/\\n" : { "data_offsets" : [ 8 , 16 ] , "shape" : [ 1 , 1 ] ,
           "dtype" : "F64" } , "__metadata__" : { } ,
           "y":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  \
        """;
    byte[] bytes = Bytes.file(header, 16);
    bytes[bytes.length - 1] = 0x40; // 2 in float64
    Files.write(file, bytes);
    SafeTensors read = SafeTensors.read(file);
    assertThat(read.tensors().keySet()).containsExactly("xA/\n", "y");
    assertSame(tensor(read, "xA/\n"), Tensor.of(new double[] {2}, 1, 1));
    assertSame(tensor(read, "y"), Tensor.zeros(2));
    assertThat(read.metadata()).isEmpty();
  }

  @Test
  void everyTypeAndLayoutComesBack() throws IOException {
    Tensor grid = Tensor.arange(24).reshape(2, 3, 4);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("scalar", Tensor.scalar(DType.FLOAT64, Math.PI));
    tensors.put("empty", Tensor.zeros(DType.INT32, Shape.of(3, 0)));
    tensors.put("another empty", Tensor.zeros(DType.FLOAT64, Shape.of(0)));
    tensors.put("strided", grid.transpose(0, 2).slice(0, 1, 4, 2));
    tensors.put("broadcast", Tensor.ones(1, 2).broadcastTo(Shape.of(3, 2)));
    tensors.put("floats", Tensor.of(new float[] {-0f, Float.MIN_VALUE, Float.NaN, 1e38f}));
    tensors.put("doubles", Tensor.of(new double[] {-0.0, Double.MIN_VALUE, 1e308, 0.1}));
    tensors.put("ints", Tensor.of(new int[] {Integer.MIN_VALUE, -1, Integer.MAX_VALUE}));
    SafeTensors read = roundTrip(new SafeTensors(tensors, Map.of()));
    assertThat(read.tensors().keySet()).isEqualTo(new TreeMap<>(tensors).keySet());
    tensors.forEach((name, x) -> assertSame(tensor(read, name), x));
  }

  @Test
  void tensorsLongerThanAChunkComeBack() throws IOException {
    int n = (1 << 19) + 13;
    Tensor x = Tensor.arange(n).to(DType.FLOAT64);
    SafeTensors read = roundTrip(new SafeTensors(Map.of("x", x, "y", Tensor.arange(n)), Map.of()));
    assertSame(tensor(read, "x"), x);
    assertSame(tensor(read, "y"), Tensor.arange(n));
  }

  @Test
  void namesAndTextsMayBeAnyUnicode() throws IOException {
    List<String> names =
        List.of("", "a.b/c", "\"quoted\"", "back\\slash", "line\nbreak\u0001", "Größe", "網", "🐎");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (String name : names) {
      tensors.put(name, Tensor.scalar(DType.INT32, names.indexOf(name)));
      metadata.put(name, "of " + name);
    }
    SafeTensors read = roundTrip(new SafeTensors(tensors, metadata));
    assertThat(read.metadata()).isEqualTo(metadata);
    assertThat(read.tensors()).hasSize(names.size());
    for (String name : names) {
      assertThat(tensor(read, name).item()).isEqualTo(names.indexOf(name));
    }
  }

  @Test
  void equalTensorsGiveEqualFilesWhateverTheOrderOfTheMap() throws IOException {
    Map<String, Tensor> forth = new LinkedHashMap<>();
    Map<String, Tensor> back = new TreeMap<>(Comparator.reverseOrder());
    for (String name : List.of("b", "a", "c")) {
      forth.put(name, Tensor.ones(2, 3));
      back.put(name, Tensor.ones(3, 2).transpose());
    }
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    new SafeTensors(forth, Map.of("x", "1", "y", "2")).write(one);
    new SafeTensors(back, new TreeMap<>(Map.of("y", "2", "x", "1"))).write(other);
    assertThat(other).hasSameBinaryContentAs(one);
  }

  @Test
  void noTensorsAtAll() throws IOException {
    SafeTensors read = roundTrip(new SafeTensors(Map.of(), Map.of()));
    assertThat(read.tensors()).isEmpty();
    assertThat(read.metadata()).isEmpty();
  }

  @Test
  void itHoldsItsOwnMaps() {
    Map<String, Tensor> tensors = new TreeMap<>(Map.of("x", Tensor.ones(1)));
    SafeTensors saved = new SafeTensors(tensors, new TreeMap<>());
    tensors.clear();
    assertThat(saved.tensors()).containsOnlyKeys("x");
    assertThatThrownBy(() -> saved.tensors().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void namesThatTheFormatCannotHoldAreRefused() throws IOException {
    Tensor x = Tensor.ones(1);
    assertThatThrownBy(() -> new SafeTensors(Map.of("__metadata__", x), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("safetensors: no tensor can be named __metadata__, the place of metadata");
    SafeTensors half = new SafeTensors(Map.of("half \ud800", x), Map.of());
    assertThatThrownBy(() -> half.write(folder.resolve("half")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a text has half a surrogate pair: \"half \ud800\"");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writingReplacesAnOldFile() throws IOException {
    Path file = folder.resolve("old");
    Files.writeString(file, "something longer than nothing");
    new SafeTensors(Map.of("x", Tensor.ones(1)), Map.of()).write(file);
    assertThat(SafeTensors.read(file).tensors()).containsOnlyKeys("x");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertOnlyIn(folder, file);
  }

  @Test
  void aFailedWriteLeavesNothingBehind() throws IOException {
    SafeTensors saved = new SafeTensors(Map.of("x", Tensor.ones(1)), Map.of());
    Path target = Files.createDirectory(folder.resolve("directory"));
    Path inside = Files.createFile(target.resolve("inside"));
    assertThatThrownBy(() -> saved.write(target)).isInstanceOf(IOException.class);
    assertOnlyIn(folder, target);
    assertOnlyIn(target, inside);
    assertThatThrownBy(() -> saved.write(folder.resolve("missing").resolve("file")))
        .isInstanceOf(NoSuchFileException.class);
    assertOnlyIn(folder, target);
  }

  private static void assertOnlyIn(Path folder, Path file) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatCannotBeReadIsNotMalformed() {
    assertThatThrownBy(() -> SafeTensors.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
