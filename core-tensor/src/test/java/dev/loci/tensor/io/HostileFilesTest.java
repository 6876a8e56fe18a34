package dev.loci.tensor.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that lie are refused with a sentence that says where. */
class HostileFilesTest {
  private static final String X = Bytes.float32("x", "[2]", "[0,8]");

  @TempDir Path folder;

  private void assertMalformed(byte[] bytes, String fault) throws IOException {
    Path file = folder.resolve("hostile.safetensors");
    Files.write(file, bytes);
    MalformedFileException refusal =
        assertThrows(MalformedFileException.class, () -> SafeTensors.read(file));
    assertEquals(file + ": " + fault, refusal.getMessage());
  }

  private void assertBadHeader(String header, int data, String fault) throws IOException {
    assertMalformed(Bytes.file(header, data), "has a bad header: " + fault);
  }

  /** A header with one tensor x whose fields are given. */
  private void assertBadTensor(String fields, String fault) throws IOException {
    assertBadHeader("{\"x\":{" + fields + "}}", 8, "tensor \"x\": " + fault);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void lengthsOfTheHeader() throws IOException {
    assertMalformed(new byte[0], "is too short for a safetensors file (0 bytes)");
    assertMalformed(new byte[7], "is too short for a safetensors file (7 bytes)");
    assertMalformed(
        Bytes.claiming(3, utf8("{}"), 0), "says its header has 3 bytes, but only 2 follow");
    assertMalformed(
        Bytes.claiming(-1, utf8("{}"), 0),
        "says its header has 18446744073709551615 bytes, but only 2 follow");
    assertMalformed(
        Bytes.claiming(Long.MIN_VALUE, utf8("{}"), 0),
        "says its header has 9223372036854775808 bytes, but only 2 follow");
    assertMalformed(
        Bytes.claiming(Long.MAX_VALUE, utf8("{}"), 0),
        "says its header has 9223372036854775807 bytes, but only 2 follow");
    assertMalformed(
        Bytes.claiming(0, utf8("{}"), 0),
        "has a bad header: expected '{' at character 0, found the end");
  }

  @Test
  void aHeaderLongerThanIsRead() throws IOException {
    Path file = folder.resolve("sparse.safetensors");
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(Bytes.claiming(100_000_001, new byte[0], 0));
      out.setLength(200_000_000); // a hole, which takes no room on the disk
    }
    MalformedFileException refusal =
        assertThrows(MalformedFileException.class, () -> SafeTensors.read(file));
    assertEquals(
        file + ": has a header of 100000001 bytes, more than the 100000000 that are read",
        refusal.getMessage());
  }

  @Test
  void placesOfTheData() throws IOException {
    assertMalformed(Bytes.file("{" + X + "}", 7), "tensor \"x\" ends at byte 8, but there are 7");
    assertMalformed(Bytes.file("{" + X + "}", 9), "has 1 bytes after the last tensor");
    assertMalformed(Bytes.file("{}", 4), "has 4 bytes after the last tensor");
    String overlapping = Bytes.float32("y", "[2]", "[4,12]");
    assertMalformed(
        Bytes.file("{" + X + "," + overlapping + "}", 12),
        "tensor \"y\" begins at byte 4, expected 8");
    String apart = Bytes.float32("y", "[1]", "[12,16]");
    assertMalformed(
        Bytes.file("{" + X + "," + apart + "}", 16), "tensor \"y\" begins at byte 12, expected 8");
    assertMalformed(
        Bytes.file("{" + Bytes.float32("x", "[1]", "[4,8]") + "}", 8),
        "tensor \"x\" begins at byte 4, expected 0");
    String same = Bytes.float32("y", "[2]", "[0,8]");
    assertMalformed(
        Bytes.file("{" + X + "," + same + "}", 8), "tensor \"y\" begins at byte 0, expected 8");
    String within = Bytes.float32("y", "[0]", "[4,4]");
    assertMalformed(
        Bytes.file("{" + X + "," + within + "}", 8), "tensor \"y\" begins at byte 4, expected 8");
    String beyond = Bytes.float32("x", "[2]", "[9223372036854775799,9223372036854775807]");
    assertMalformed(
        Bytes.file("{" + beyond + "}", 8),
        "tensor \"x\" ends at byte 9223372036854775807, but there are 8");
    String most = Bytes.float32("x", "[2147483647]", "[0,8589934588]");
    assertMalformed(
        Bytes.file("{" + most + "}", 8), "tensor \"x\" ends at byte 8589934588, but there are 8");
  }

  @Test
  void shapesThatDoNotFit() throws IOException {
    String f32 = "\"dtype\":\"F32\",\"data_offsets\":[0,8],\"shape\":";
    assertBadTensor(f32 + "[3]", "shape [3] does not fill the bytes 0 to 8");
    assertBadTensor(f32 + "[0]", "shape [0] does not fill the bytes 0 to 8");
    assertBadTensor(f32 + "[2147483648]", "2147483648 elements along axis 0");
    assertBadTensor(f32 + "[1,4611686018427387904]", "4611686018427387904 elements along axis 1");
    assertBadTensor(f32 + "[65536,65536]", "shape: more than 2^31 - 1 elements: [65536, 65536]");
    // 2^64 + 2 and 2^32 elements: products that overflow to something that fits.
    assertBadTensor(
        f32 + "[2,3,683,2147483647,2147483647]",
        "shape: more than 2^31 - 1 elements: [2, 3, 683, 2147483647, 2147483647]");
    assertBadTensor(
        "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]",
        "shape [2] does not fill the bytes 8 to 0");
    assertBadTensor(
        "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,16]",
        "shape [2] does not fill the bytes 0 to 16");
    assertBadTensor(
        "\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]",
        "shape [2] does not fill the bytes 0 to 8");
    assertBadTensor(f32 + "[[]]", "a text or list where a whole number belongs");
    assertBadTensor(f32 + "[\"2\"]", "a text or list where a whole number belongs");
  }

  @Test
  void numbers() throws IOException {
    String start = "{\"x\":{\"shape\":[";
    String belongs = "expected a whole number below 2^63 at character 15, found ";
    assertBadHeader(start + "9223372036854775808]}}", 0, belongs + "'9'");
    assertBadHeader(start + "-1]}}", 0, belongs + "'-'");
    assertBadHeader(start + "]]}}", 0, "expected '}' at character 16, found ']'");
    assertBadHeader(start + ",]}}", 0, belongs + "','");
    assertBadHeader(start + "true]}}", 0, belongs + "'t'");
    assertBadHeader(start, 0, "expected more at character 15, found the end");
    assertBadHeader(start + "1.5]}}", 0, "expected ']' at character 16, found '.'");
    assertBadHeader(start + "1e3]}}", 0, "expected ']' at character 16, found 'e'");
  }

  @Test
  void fields() throws IOException {
    String needs = "needs exactly dtype, shape and two data_offsets";
    assertBadTensor("", needs);
    assertBadTensor("\"dtype\":\"F32\",\"shape\":[2]", needs);
    assertBadTensor("\"dtype\":\"F32\",\"data_offsets\":[0,8]", needs);
    assertBadTensor("\"shape\":[2],\"data_offsets\":[0,8]", needs);
    assertBadTensor("\"dtype\":1,\"shape\":[2],\"data_offsets\":[0,8]", needs);
    assertBadTensor("\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]", needs);
    assertBadTensor("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]", needs);
    assertBadTensor("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4,8]", needs);
    assertBadTensor("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"more\":1", needs);
    assertBadHeader("{\"x\":[]}", 0, "tensor \"x\": " + needs);
    assertBadTensor(
        "\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,8]",
        "type BF16; only F32, F64 and I32 are read");
  }

  @Test
  void namesThatOccurTwice() throws IOException {
    assertBadHeader("{" + X + "," + X + "}", 8, "the name \"x\" occurs twice");
    String escaped = X.replace("\"x\"", "\"\\u0078\"");
    assertBadHeader("{" + X + "," + escaped + "}", 8, "the name \"x\" occurs twice");
    assertBadHeader(
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]}}",
        8,
        "the name \"shape\" occurs twice");
    assertBadHeader(
        "{\"__metadata__\":{},\"__metadata__\":{}}", 0, "the name \"__metadata__\" occurs twice");
  }

  @Test
  void metadata() throws IOException {
    assertBadHeader("{\"__metadata__\":[]}", 0, "__metadata__ is not an object");
    assertBadHeader("{\"__metadata__\":{\"a\":1}}", 0, "__metadata__ \"a\" is not a text");
  }

  @Test
  void texts() throws IOException {
    assertMalformed(
        Bytes.file(new byte[] {'{', '"', (byte) 0xff, '"', '}'}, 0),
        "has a header that is not UTF-8");
    assertMalformed( // a slash in two bytes
        Bytes.file(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'}, 0),
        "has a header that is not UTF-8");
    assertBadHeader("{\"x", 0, "expected more at character 3, found the end");
    assertBadHeader("{\"x\\", 0, "expected more at character 4, found the end");
    assertBadHeader("{\"\\q\":", 0, "expected an escape at character 3, found 'q'");
    assertBadHeader(
        "{\"\\u00g0\":", 0, "expected four hexadecimal digits at character 6, found 'g'");
    assertBadHeader(
        "{\"\\u00\uff10\uff10\":",
        0,
        "expected four hexadecimal digits at character 6, found '\uff10'");
    assertBadHeader(
        "{\"a\nb\":", 0, "expected no control character in a text at character 3, found '\n'");
    assertMalformed(
        Bytes.file("{\"\\ud800\":{}}", 0),
        "has a bad header: a text has half a surrogate pair: \"\ud800\"");
  }

  @Test
  void structure() throws IOException {
    assertBadHeader("[]", 0, "expected '{' at character 0, found '['");
    assertBadHeader("{}x", 0, "expected the end at character 2, found 'x'");
    assertBadHeader("{} {}", 0, "expected the end at character 3, found '{'");
    assertBadHeader("{,}", 0, "expected '\"' at character 1, found ','");
    assertBadHeader("{\"x\" 1}", 0, "expected ':' at character 5, found '1'");
    assertBadHeader("{\"x\":1,}", 0, "expected '\"' at character 7, found '}'");
    assertBadHeader("{\"x\":1", 0, "expected '}' at character 6, found the end");
    assertBadHeader("{\"x\":[1", 0, "expected ']' at character 7, found the end");
    assertBadHeader("\ufeff{}", 0, "expected '{' at character 0, found '\ufeff'");
  }

  @Test
  void deepNestingDoesNotExhaustTheStack() throws IOException {
    byte[] brackets = new byte[1 << 20];
    Arrays.fill(brackets, (byte) '[');
    byte[] start = utf8("{\"x\":");
    System.arraycopy(start, 0, brackets, 0, start.length);
    assertMalformed(
        Bytes.file(brackets, 0),
        "has a bad header: expected no deeper nesting at character 8, found '['");
  }
}
