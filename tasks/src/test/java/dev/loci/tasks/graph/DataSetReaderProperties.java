package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the files hold, the reader returns a sound data set or one clear sentence. */
class DataSetReaderProperties {
  private static final List<String> FILES =
      List.of("a_pretrain.txt", "a_train_2.txt", "a_test_1.txt");
  private static final List<String> CONTENTS =
      List.of("0=1\n1=2\n1=0\n2=1\n", "2=0,1,2\n1=2,1\n", "0=2,1,0\n");
  private static Path folder = Path.of("target");

  @BeforeContainer
  static void createFolder() throws IOException {
    folder = Files.createTempDirectory("reader-properties");
    for (int i = 0; i < FILES.size(); i++) {
      write(i, good(i));
    }
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    for (String file : FILES) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.delete(folder);
  }

  @Provide
  Arbitrary<byte[]> almostLines() {
    return Arbitraries.of('0', '1', '2', '9', '=', ',', '\n', '\r', ' ', '-', 'x')
        .array(Character[].class)
        .ofMaxSize(40)
        .map(DataSetReaderProperties::bytes);
  }

  private static byte[] bytes(Character[] characters) {
    byte[] bytes = new byte[characters.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) characters[i].charValue();
    }
    return bytes;
  }

  @Property(tries = 300)
  void anyBytes(@ForAll @IntRange(max = 2) int which, @ForAll byte[] content) {
    reads(which, content);
  }

  @Property(tries = 1000)
  void bytesThatLookLikeLines(
      @ForAll @IntRange(max = 2) int which, @ForAll("almostLines") byte[] content) {
    reads(which, content);
  }

  @Property(tries = 500)
  void oneWrongByte(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(max = 20) int at,
      @ForAll byte value) {
    byte[] content = good(which);
    content[at % content.length] = value;
    reads(which, content);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void wholeDataSetsComeBack(
      @ForAll @IntRange(min = 1, max = 5) int degree,
      @ForAll @IntRange(min = 1, max = 2) int subtreeDegree,
      @ForAll @IntRange(min = 2, max = 4) int length,
      @ForAll boolean forward,
      @ForAll boolean backward,
      @ForAll boolean startNode,
      @ForAll boolean self,
      @ForAll long seed) {
    DataSetOptions options =
        DataSetOptions.of(Star.of(degree, subtreeDegree, length), folder)
            .withDirections(forward, backward)
            .withStartNode(startNode)
            .withRandomSeed(seed);
    DataSet data = DataSetBuilder.sample(options, self);
    try {
      List<Path> files = DataSetWriter.write(folder, List.of(data), false);
      try {
        assertThat(DataSetReader.read(folder, DataSetSelector.ofStem(data.stem())))
            .usingRecursiveComparison()
            .isEqualTo(data);
      } finally {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void reads(int which, byte[] content) {
    write(which, content);
    try {
      DataSet data = DataSetReader.read(folder);
      assertThat(data.edges().size()).isPositive();
      assertThat(data.train()).hasNumberOfRows(2);
      assertThat(data.test()).hasNumberOfRows(1);
      assertThat(data.nodeCount()).isBetween(1, Limits.NODES);
      if (data.nodeCount() < 1000) {
        assertThat(data.graph().nodeCount()).isEqualTo(data.nodeCount());
      }
    } catch (DataException e) {
      assertThat(e).hasMessageContaining(FILES.get(which)).hasMessageMatching("[ -~]{10,400}");
    } finally {
      write(which, good(which));
    }
  }

  private static byte[] good(int which) {
    return CONTENTS.get(which).getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(int which, byte[] content) {
    try {
      Files.write(folder.resolve(FILES.get(which)), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
