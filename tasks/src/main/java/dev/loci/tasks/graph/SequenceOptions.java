package dev.loci.tasks.graph;

/**
 * How edges and paths become sequences.
 *
 * @param pathPrefixPauseTokenCount the number of pause tokens after a path's prefix
 * @param edgeMemorizationIncludePauseToken whether an edge has a pause token after its source
 * @param excludeTaskTokenInPrefix whether sequences lack the leading {@code [EDGE]} or {@code
 *     [PATH]}
 * @param pathTarget what is asked about a path
 * @param useTeacherlessInputs whether the inputs hide the targets behind {@code $}
 */
public record SequenceOptions(
    int pathPrefixPauseTokenCount,
    boolean edgeMemorizationIncludePauseToken,
    boolean excludeTaskTokenInPrefix,
    PathTarget pathTarget,
    boolean useTeacherlessInputs) {
  /** One pause token in paths, none in edges, task tokens, full paths, true inputs. */
  public static final SequenceOptions DEFAULT =
      new SequenceOptions(1, false, false, PathTarget.FULL, false);

  /** Checks the number of pause tokens. */
  public SequenceOptions {
    if (pathPrefixPauseTokenCount < 0) {
      throw new IllegalArgumentException(
          "path_prefix_pause_token_count: %d is negative".formatted(pathPrefixPauseTokenCount));
    }
  }
}
