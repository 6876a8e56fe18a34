package dev.loci.tasks.experiment.reproduce.geometry;

import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.tiny.TinyResult;
import dev.loci.tasks.report.Article;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The numbers of every recipe, whether a claim asks for them or not. */
final class RecipeTable {
  private static final Map<String, ToDoubleFunction<TinyResult>> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("Loss", run -> run.number("final_loss"));
    COLUMNS.put("Recovery", run -> run.number("edge_recovery"));
    COLUMNS.put("All edges first at step", TinyResult::recoveredStep);
    COLUMNS.put("Highest level", run -> run.number("geometric_level_peak"));
    COLUMNS.put("Final level", run -> run.number("geometric_level"));
    COLUMNS.put("Zig-zag", run -> run.number("zigzag"));
    COLUMNS.put("Spearman", run -> run.number("spearman_cosine_vs_graph_distance"));
    COLUMNS.put("Leading energy", run -> run.number("leading_energy"));
    COLUMNS.put("Outside", run -> run.number("outside_energy"));
    COLUMNS.put("Most negative", run -> run.number("most_negative_energy"));
    COLUMNS.put("Procrustes", run -> run.number("procrustes"));
    COLUMNS.put("Margin", run -> run.number("margin"));
  }

  private RecipeTable() {}

  static Article.Section section(Measured measured) {
    List<String> header = new ArrayList<>(List.of("Recipe"));
    header.addAll(COLUMNS.keySet());
    List<List<String>> rows = new ArrayList<>();
    measured
        .all()
        .forEach((cell, runs) -> {
          List<String> row = new ArrayList<>(List.of(cell.toText()));
          COLUMNS.values().forEach(quantity -> row.add(text(runs, quantity)));
          rows.add(row);
        });
    return Article.Section.of(
        "Every recipe",
        "Mean and sample standard deviation over all seeds, at the end of each run. Settings are"
            + " those of the release for seed 7, but that the Transformer trains longer on the cycle;"
            + " Mamba, for which it has none, takes the Transformer's.",
        new Article.Table(header, rows));
  }

  private static String text(List<TinyResult> runs, ToDoubleFunction<TinyResult> quantity) {
    Statistics statistics = Statistics.of(runs.stream().mapToDouble(quantity).toArray());
    return statistics.toText(statistics.max() >= 100 ? 0 : 3);
  }
}
