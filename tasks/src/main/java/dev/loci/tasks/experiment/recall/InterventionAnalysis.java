package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.recall.Analysis.Findings;
import dev.loci.tasks.experiment.recall.Analysis.Trained;
import dev.loci.tasks.recall.probe.Ablation;
import dev.loci.tasks.recall.probe.Intervention;
import dev.loci.tasks.recall.probe.Recaller;
import dev.loci.tasks.recall.probe.Selectivity;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.BarChart;
import dev.loci.tasks.report.MatrixChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Whether exchanging one relation's part of an embedding changes that relation's answer alone. */
final class InterventionAnalysis {
  /** More heads than these are told in figures, but not drawn. */
  private static final int MOST_HEADS = 4;

  private InterventionAnalysis() {}

  /** Looks at a model. */
  static Findings of(Trained trained, Recaller recaller) {
    Intervention found = Intervention.of(recaller, Probing.random(trained));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("efficacy", found.efficacy());
    figures.put("specificity", found.specificity());
    figures.put("random_efficacy", found.randomEfficacy());
    figures.put("random_specificity", found.randomSpecificity());
    figures.put("other_relation_efficacy", found.otherEfficacy());
    Findings findings =
        new Findings(figures, List.of(section(found))).and(parts(Ablation.of(recaller)));
    return trained.settings().hidden() == 0 ? findings : findings.and(units(trained, recaller));
  }

  private static Article.Section section(Intervention found) {
    BarChart chart =
        new BarChart(
            "intervention",
            "One relation's part of an embedding exchanged",
            "what is exchanged",
            "Share",
            List.of("the relation's part", "a random direction", "another relation's part"),
            List.of(
                Probing.bars(
                    "efficacy", found.efficacy(), found.randomEfficacy(), found.otherEfficacy()),
                Probing.bars(
                    "specificity", found.specificity(), found.randomSpecificity(), Double.NaN)));
    return new Article.Section(
        "Intervention",
        List.of(
            "The part of one relation is taken out of a subject's embedding, and that of a random"
                + " other subject's answer put in its place. Efficacy is the share of questions of"
                + " that relation which are then answered as for the other subject, specificity"
                + " the share of questions of all other relations which are answered as before."),
        List.of(),
        List.of(chart.figure()));
  }

  private static Findings parts(Ablation found) {
    int relations = found.withoutHead()[0].length;
    Map<String, Double> figures = new LinkedHashMap<>();
    List<Band> bars = new ArrayList<>();
    for (int head = 0; head < found.withoutHead().length; head++) {
      figures.put("accuracy_without_head_" + head, mean(found.withoutHead()[head]));
      if (head < MOST_HEADS) {
        bars.add(Probing.bars("without head " + head, found.withoutHead()[head]));
      }
    }
    if (found.withoutMlp().length > 0) {
      figures.put("accuracy_without_mlp", mean(found.withoutMlp()));
      bars.add(Probing.bars("without the MLP", found.withoutMlp()));
    }
    BarChart chart =
        new BarChart(
            "parts",
            "Facts recalled without a part of the model",
            "relation",
            "Share",
            Probing.names(relations),
            bars);
    return new Findings(
        figures,
        List.of(
            new Article.Section(
                "Heads and MLP",
                List.of(
                    "Theory knows two ways to select the answer of one relation: an MLP whose units"
                        + " let one part of the embedding pass, and a head of attention for each"
                        + " relation. A part that selects for one relation is missed by its facts"
                        + " alone."),
                List.of(),
                List.of(chart.figure()))));
  }

  private static Findings units(Trained trained, Recaller recaller) {
    Selectivity found = Selectivity.of(recaller, Probing.random(trained).split("silenced units"));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("active_units", (double) found.active());
    figures.put("selective_units", (double) found.selective());
    figures.put("mean_selectivity", found.meanSelectivity());
    figures.put("ablated_accuracy", mean(found.ablatedOwn()));
    figures.put("ablated_other_accuracy", mean(found.ablatedOthers()));
    figures.put("randomly_ablated_accuracy", mean(found.ablatedAtRandom()));
    MatrixChart activity =
        new MatrixChart(
            "units",
            "Mean activity of hidden units, each by its largest",
            "hidden unit",
            "relation",
            ordered(found));
    BarChart ablation =
        new BarChart(
            "ablation",
            "Facts recalled without the units most selective for a relation",
            "relation",
            "Share",
            Probing.names(found.ablatedOwn().length),
            List.of(
                Probing.bars("its own facts", found.ablatedOwn()),
                Probing.bars("other relations' facts", found.ablatedOthers()),
                Probing.bars("its own, as many random units", found.ablatedAtRandom())));
    return new Findings(
        figures,
        List.of(
            new Article.Section(
                "Hidden units",
                List.of(
                    ("Of %d hidden units %d ever fire, %d of them for one relation nine times as"
                            + " much as for the others or more. Without the units that are most"
                            + " selective for a relation (%s of them) %s of its facts and %s of the"
                            + " other relations' are recalled; without as many random ones %s of"
                            + " its own.")
                        .formatted(
                            found.selectivity().length,
                            found.active(),
                            found.selective(),
                            Arrays.toString(found.ablated()).replaceAll("[\\[\\]]", ""),
                            Text.percent(mean(found.ablatedOwn())),
                            Text.percent(mean(found.ablatedOthers())),
                            Text.percent(mean(found.ablatedAtRandom())))),
                List.of(),
                List.of(activity.figure(), ablation.figure()))));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Units by the relation that they fire most for, and by how selective they are for it. */
  private static double[][] ordered(Selectivity found) {
    return IntStream.range(0, found.relation().length)
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer h) -> found.relation()[h])
                .thenComparingDouble(h -> -found.selectivity()[h]))
        .map(h -> found.activations()[h])
        .map(row -> {
          double most = Arrays.stream(row).max().orElseThrow();
          return Arrays.stream(row).map(x -> most > 0 ? x / most : 0).toArray();
        })
        .toArray(double[][]::new);
  }
}
