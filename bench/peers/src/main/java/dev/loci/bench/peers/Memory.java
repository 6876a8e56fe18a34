package dev.loci.bench.peers;

import dev.loci.bench.cases.TrainingCase;
import dev.loci.bench.cases.TrainingRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The most memory that training takes, of ours and of libtorch, each in a process of its own: the
 * peak of its resident set, code and Java's own included. Linux only.
 */
final class Memory {
  private static final int STEPS = 5;
  private static final double MIB = 1024 * 1024;

  private Memory() {}

  static void loci(String name, Results results) throws IOException {
    TrainingCase size = size(name);
    double before = peak();
    TrainingRun run = new TrainingRun(size);
    measure("loci", size, before, run::step, results);
  }

  static void libtorch(Path natives, String name, Results results)
      throws IOException, PeerMissingException {
    TrainingCase size = size(name);
    Steps.load(natives);
    TorchRun.setThreads(Runtime.getRuntime().availableProcessors());
    double before = peak();
    TorchRun run = new TorchRun(size, new TrainingRun(size).model(), TorchAdamW.FUSED);
    // Our model was there only to be copied: its memory goes before the peak is looked for.
    System.gc();
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    measure("libtorch", size, before, run::step, results);
  }

  private static TrainingCase size(String name) {
    try {
      return TrainingCase.of(name.isEmpty() ? "T4" : name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(Peers.reason(e));
    }
  }

  private static void measure(
      String who, TrainingCase size, double before, Runnable step, Results results)
      throws IOException {
    for (int i = 0; i < STEPS; i++) {
      step.run();
    }
    double peak = peak();
    System.gc();
    double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    System.out.printf(
        Locale.ROOT,
        "%s %-9s %6.0f MiB at most in %d steps (%.0f before the model); Java heap in use at the end"
            + " %.0f MiB%n",
        size.name(),
        who,
        peak,
        STEPS,
        before,
        heap);
    results.fact("peak MiB " + who + " " + size.name(), peak);
    results.fact("before MiB " + who, before);
    results.fact("heap MiB " + who + " " + size.name(), heap);
  }

  /** The largest resident set so far, in MiB. */
  private static double peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("/proc/self/status has no VmHWM"));
  }
}
