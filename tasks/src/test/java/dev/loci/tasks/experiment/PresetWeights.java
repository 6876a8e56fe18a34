package dev.loci.tasks.experiment;

import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.experiment.tiny.TinySettings;
import dev.loci.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The main program of child JVMs: every preset of every model of the tiny graphs for a few steps,
 * one after the other or as parts of a study. Prints the kernels, then a digest of the weights and
 * measurements of each.
 */
final class PresetWeights {
  private static final int STEPS = 20;

  private PresetWeights() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    System.out.println(Compute.kernels());
    if (args[1].equals("study")) {
      Runs.start(
          new Together(),
          new One(0),
          RunFolder.at(folder, RunFolder.Existing.REFUSE),
          Progress.SILENT);
      return;
    }
    for (Study.Part<TinySettings> part : presets()) {
      RunFolder own = RunFolder.at(folder.resolve(part.name()), RunFolder.Existing.REFUSE);
      Runs.start(part.experiment(), part.settings(), own, Progress.SILENT);
      print(part.name(), own);
    }
  }

  private static List<Study.Part<TinySettings>> presets() {
    List<Study.Part<TinySettings>> parts = new ArrayList<>();
    for (TinyExperiment experiment : TinyExperiment.ALL) {
      for (String graph : TinySettings.GRAPHS) {
        for (String variant : List.of("", "forward_only", "self_edges")) {
          TinySettings preset = experiment.preset(Map.of("graph", graph, variant, "true"));
          int steps = Math.min(preset.steps(), STEPS);
          TinySettings settings =
              Settings.with(preset, List.of("steps=" + steps, "measure_every=" + steps));
          String name = String.join("-", experiment.name(), graph, variant);
          parts.add(new Study.Part<>(name, experiment.withoutPage(), settings));
        }
      }
    }
    return parts;
  }

  private static void print(String name, RunFolder folder) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Files.readAllBytes(folder.file(RunFolder.MODEL)));
      digest.update(Files.readAllBytes(folder.file(RunFolder.METRICS)));
      System.out.println(name + " " + HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A study needs settings. */
  record One(int seed) {}

  /** All presets as the parts of one study, as many at a time as there are threads. */
  private static final class Together implements Study<One> {
    @Override
    public String name() {
      return "together";
    }

    @Override
    public String description() {
      return "every preset in one study";
    }

    @Override
    public One preset(Map<String, String> choices) {
      return new One(0);
    }

    @Override
    public List<Part<?>> parts(One settings) {
      return List.copyOf(presets());
    }

    @Override
    public Conclusion conclude(One settings, List<Result> results) throws IOException {
      for (Result result : results) {
        print(result.name(), result.folder());
      }
      return new Conclusion(name(), description(), List.of(), new int[] {0}, new Nothing());
    }
  }

  private record Nothing() implements Summary {
    @Override
    public String toText() {
      return "";
    }
  }
}
