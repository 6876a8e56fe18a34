package dev.loci.tasks.cli;

import dev.loci.tensor.Compute;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options on how to compute, which change no result. */
final class ComputeOptions {
  /** The names of {@link Compute.Mode} as the user writes them. */
  enum Kernels {
    auto,
    scalar,
    simd
  }

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that share the work; all cores by default.")
  @Nullable Integer threads;

  @Option(
      names = "--kernels",
      paramLabel = "auto|scalar|simd",
      description = "Which arithmetic kernels run; results are the same to the bit.")
  @Nullable Kernels kernels;

  /** Applies them, and finds fault with the system properties for the rest, before any work. */
  void apply() {
    if (threads != null) {
      if (threads < 1 || threads > 1024) {
        throw new IllegalArgumentException("--threads: " + threads + " is not between 1 and 1024");
      }
      Compute.setThreads(threads);
    } else {
      Compute.threads(); // the property is read now
    }
    if (kernels != null) {
      Compute.select(Compute.Mode.valueOf(kernels.name().toUpperCase(Locale.ROOT)));
    } else {
      Compute.kernels(); // so is this
    }
  }
}
