package dev.loci.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GccTest {
  @TempDir private Path temp;

  @Test
  void functionsAreCalledIfThereIsGcc() throws IOException {
    boolean exists =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcc")));
    try (Arena arena = Arena.ofConfined()) {
      Optional<Gcc> gcc = Gcc.compile(temp, arena);
      assertThat(gcc.isPresent()).isEqualTo(exists);
      gcc.ifPresent(found -> {
        assertThat(found.facts()).containsKeys("compiler", "flags", "C library");
        MemorySegment x = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 0, 1, -2, 3);
        MemorySegment y = arena.allocate(16, 64);
        found.call("sigmoid", x, y, 2, 2).run();
        for (int i = 0; i < 4; i++) {
          double expected = 1 / (1 + StrictMath.exp(-x.getAtIndex(ValueLayout.JAVA_FLOAT, i)));
          assertThat((double) y.getAtIndex(ValueLayout.JAVA_FLOAT, i))
              .isCloseTo(expected, within(1e-6));
        }
      });
    }
  }
}
