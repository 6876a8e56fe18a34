package dev.loci.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.bench.cases.MatrixShape;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersTest {
  @ParameterizedTest
  @CsvSource({"NN,1", "NT,1", "TN,1", "NN,3"})
  void operandsLieAsTheShapeSays(MatrixShape.Form form, int batch) {
    MatrixShape shape = new MatrixShape(form, batch, 5, 7, 3);
    Product ours = new LociProduct();
    Product ejml = new EjmlProduct();
    try (Operands operands = new Operands(shape)) {
      ours.prepare(shape, operands).run();
      ejml.prepare(shape, operands).run();
      float[] expected = ours.result(shape, operands);
      float[] actual = ejml.result(shape, operands);
      assertThat(actual).hasSize(batch * 5 * 3).hasSameSizeAs(expected);
      for (int i = 0; i < actual.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
      }
    }
  }

  @Test
  void libraryThatIsNotOnTheClassPathIsNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> Natives.extract("cublas", folder))
        .isInstanceOf(PeerMissingException.class)
        .hasMessage("there is no cublas-*-linux-x86_64.jar on the class path");
  }

  @Test
  void peerThatCannotBeLoadedIsLeftOutWithItsReason() {
    List<String> all = new ArrayList<>(List.of("loci"));
    PrintStream terminal = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Peers.join(
          "MKL",
          all,
          () -> {
            throw new UnsatisfiedLinkError("libmkl_rt.so.3: cannot open shared object file");
          });
      Peers.join("EJML", all, () -> "EJML");
    } finally {
      System.setOut(terminal);
    }
    assertThat(all).containsExactly("loci", "EJML");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "loci bench: MKL is left out: libmkl_rt.so.3: cannot open shared object file\n");
  }
}
