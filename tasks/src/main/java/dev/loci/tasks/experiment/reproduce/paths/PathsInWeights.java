package dev.loci.tasks.experiment.reproduce.paths;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.reproduce.Chapter;
import dev.loci.tasks.experiment.reproduce.Finding;
import dev.loci.tasks.experiment.reproduce.Topic;
import dev.loci.tasks.report.Article;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the paper says of paths over large stars, on stars that a laptop learns in seconds. */
public final class PathsInWeights implements Topic {
  private static final int[] PRESET = {1, 2, 3};

  private final int[] seeds;
  private final int most;

  /**
   * @param most updates in context, epochs otherwise, that no run exceeds; 0 for their own
   */
  public PathsInWeights(int[] seeds, int most) {
    this.seeds = seeds.clone();
    this.most = most;
  }

  @Override
  public List<Study.Part<?>> parts() {
    List<Study.Part<?>> parts = new ArrayList<>();
    for (Setup setup : Setup.values()) {
      for (int seed : seeds) {
        parts.add(setup.part(seed, most));
      }
    }
    return parts;
  }

  @Override
  public Chapter conclude(List<Result> results) {
    Measurements measured = new Measurements(seeds.length, results);
    PathFigures figures = new PathFigures(measured, seeds[0]);
    List<Finding> findings =
        PathClaims.all().stream()
            .map(test -> {
              String claim = test.claim().name();
              return test.find(measured, remark(claim), figures.of(claim));
            })
            .toList();
    return new Chapter("paths in the weights", seeds, findings, List.of(notJudged()));
  }

  /** What was seen in the preset's runs is said of those only. */
  private String remark(String claim) {
    return most == 0 && Arrays.equals(seeds, PRESET)
        ? Remarks.AFTER_THE_RUNS.getOrDefault(claim, "")
        : "";
  }

  private static Article.Section notJudged() {
    return new Article.Section(
        "What these runs do not judge",
        List.of(
            "Stars are small here: 100 and 500 arms of 5 nodes. The paper's have 5,000 to 10,000 arms"
                + " of 5 to 10 nodes; loci run path-star --degree 5000 --seeds 1..3 makes its first"
                + " in minutes, and loci plan tells what the others take. Nor are the paper's own"
                + " settings put to the test, 12 blocks and 50,000 epochs; --preset paper has them."
                + " So frozen embeddings fail here for 80 epochs, not for 50,000.",
            "In context there are two arms of 4 nodes; the paper's stars have 2 to 20 arms of 5. That the"
                + " first hop is not learned there even if nothing else is asked is not put to the"
                + " test: the experiment asks for whole paths.",
            "Most of these setups had been run with these seeds when the claims were put into words,"
                + " so the verdicts of those are no predictions; no threshold was taken from such"
                + " runs."),
        List.of(),
        List.of());
  }
}
