package dev.loci.tasks.experiment;

import dev.loci.tasks.report.Article;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of run, known by its name on the command line: settings in, a folder out.
 *
 * <p>Every component of the settings' record is a setting, an option of the command line, and a
 * line of {@code config.json}; {@link Setting} says what it means. One of them is the {@code seed},
 * an int.
 *
 * @param <S> the record of its settings
 */
public interface Experiment<S extends Record> {
  /** The name on the command line, such as {@code tiny-transformer}. */
  String name();

  /** What it is, in a line. */
  String description();

  /**
   * The preset's settings for what the user has chosen. Some choices, such as the graph, decide
   * what the others are by default.
   *
   * @param choices values by setting; those that decide nothing are ignored
   */
  S preset(Map<String, String> choices);

  /** The preset that the user gets without choosing. */
  default S preset() {
    return preset(Map.of());
  }

  /** The setting that the command line takes without its name, or null for none. */
  default @Nullable String operand() {
    return null;
  }

  /**
   * What is to be said about runs that differ only in their seed, beside means and curves of all
   * that they measured; nothing by default.
   */
  default List<Article.Section> acrossSeeds(List<Result> results) {
    return List.of();
  }

  /**
   * Gets a run ready: checks settings and data, and writes nothing.
   *
   * @throws IllegalArgumentException if they make no sense
   */
  Run prepare(S settings, RunFolder folder);
}
