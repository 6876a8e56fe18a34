package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.graph.PathTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** In which order a model sees edges and paths, and what it is asked about a path. */
enum Recipe {
  STAGED_FULL_PATH(true, false),
  MIXED_FULL_PATH(false, false),
  STAGED_HARDEST_TOKEN(true, true),
  MIXED_HARDEST_TOKEN(false, true);

  static final List<String> NAMES = Arrays.stream(values()).map(Recipe::text).toList();

  private final boolean staged;
  private final boolean hardestToken;

  Recipe(boolean staged, boolean hardestToken) {
    this.staged = staged;
    this.hardestToken = hardestToken;
  }

  /** The recipe of a name, which must be one of {@link #NAMES}. */
  static Recipe named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether all edges come before the first path, instead of both in every batch. */
  boolean isStaged() {
    return staged;
  }

  PathTarget target(boolean reversed) {
    if (hardestToken) {
      return PathTarget.HARDEST_TOKEN;
    }
    return reversed ? PathTarget.REVERSED : PathTarget.FULL;
  }
}
