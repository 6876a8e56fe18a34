package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Runs of the tiny Transformer, and what the reproduction of the paper asks of them. */
final class TinyRuns {
  private TinyRuns() {}

  static TinySummary run(Path out, TinySettings settings) {
    try {
      return (TinySummary)
          Runs.start(
              TinyExperiment.TRANSFORMER,
              settings,
              RunFolder.at(out, RunFolder.Existing.REFUSE),
              Progress.SILENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TinySettings settings(String graph, int seed) {
    return Settings.with(TinyPresets.transformer(graph, false, false), List.of("seed=" + seed));
  }

  /** Whether a run memorised all edges and had the geometry on the way that the paper shows. */
  static boolean reproduces(TinySummary run) {
    double mostNegative = run.eigenspaceEnergy().getLast().share();
    return Math.abs(run.finalLoss() - run.lossFloor()) < 0.01
        && run.top1Accuracy() == run.top1Ceiling()
        && run.edgeRecovery() == 1
        && isBetween(run.geometricLevelPeak(), 0.88, 0.98)
        && isBetween(run.geometricLevelPeakStep(), 8, 25)
        && isBetween(mostNegative, 0.08, 0.36);
  }

  private static boolean isBetween(double x, double low, double high) {
    return low <= x && x <= high;
  }
}
