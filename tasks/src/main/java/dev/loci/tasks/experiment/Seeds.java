package dev.loci.tasks.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An experiment made with several seeds: every run is kept, and means and spreads are told. */
public final class Seeds<S extends Record> implements Study<S> {
  /** What stands between the experiment's name and the seeds in this one's. */
  static final String OPTION = " --seeds ";

  private static final Pattern ITEM = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");
  private static final int MOST = 100;

  private final Experiment<S> experiment;
  private final String text;
  private final Set<Integer> seeds;

  /**
   * Names the seeds.
   *
   * @param seeds numbers and ranges, such as {@code 1..5} or {@code 1,2,7}
   * @throws IllegalArgumentException if they are not of that form, repeated, or more than 100
   */
  public Seeds(Experiment<S> experiment, String seeds) {
    this.experiment = experiment;
    this.text = seeds;
    this.seeds = parse(seeds);
  }

  private static Set<Integer> parse(String text) {
    Set<Integer> seeds = new LinkedHashSet<>();
    for (String item : text.split(",", -1)) {
      Matcher matcher = ITEM.matcher(item.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "--seeds: \"%s\" is neither a seed nor a range such as 1..5".formatted(item));
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (last < first || last - first >= MOST) {
        throw new IllegalArgumentException(
            "--seeds: %s is not a range of 1 to %d seeds".formatted(item, MOST));
      }
      for (int seed = first; seed <= last; seed++) {
        if (!seeds.add(seed)) {
          throw new IllegalArgumentException("--seeds: %d is given twice".formatted(seed));
        }
      }
    }
    if (seeds.size() > MOST) {
      throw new IllegalArgumentException(
          "--seeds: %d are more than the %d allowed".formatted(seeds.size(), MOST));
    }
    return seeds;
  }

  @Override
  public String name() {
    return experiment.name() + OPTION + text;
  }

  @Override
  public String description() {
    return experiment.description() + ", with the seeds " + text;
  }

  @Override
  public S preset(Map<String, String> choices) {
    return experiment.preset(choices);
  }

  @Override
  public List<Part<?>> parts(S settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (int seed : seeds) {
      S own = Settings.with(settings, Map.of("seed", Integer.toString(seed)));
      parts.add(new Part<>("seed-" + seed, experiment, own));
    }
    return parts;
  }

  @Override
  public Summary conclude(S settings, List<Result> results, RunFolder folder) throws IOException {
    return SeedsSummary.of(name(), results);
  }
}
