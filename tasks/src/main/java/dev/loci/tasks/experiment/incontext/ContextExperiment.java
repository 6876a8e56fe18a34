package dev.loci.tasks.experiment.incontext;

import dev.loci.tasks.experiment.OpensModel;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.TrainedModel;
import java.io.IOException;
import java.util.Map;

/**
 * The counterpart of the path-star in the weights: every example shows its own small star. Trained
 * on the true tokens before each, a model learns to follow an arm but not to choose one; told from
 * the leaf, the path needs no choice.
 */
public final class ContextExperiment implements OpensModel<ContextSettings> {
  /** The experiment. */
  public static final ContextExperiment IN_CONTEXT = new ContextExperiment();

  private ContextExperiment() {}

  @Override
  public String name() {
    return "path-star-in-context";
  }

  @Override
  public String description() {
    return "a model is shown a small star each time and fails to find its path, unless reversed";
  }

  @Override
  public ContextSettings preset(Map<String, String> choices) {
    return ContextSettings.LAPTOP;
  }

  @Override
  public Run prepare(ContextSettings settings, RunFolder folder) {
    return new ContextRun(name(), settings, folder);
  }

  @Override
  public TrainedModel open(ContextSettings settings, RunFolder folder) throws IOException {
    return new ContextRun(name(), settings, folder).open();
  }
}
