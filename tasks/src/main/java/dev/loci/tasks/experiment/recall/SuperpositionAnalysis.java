package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.recall.Analysis.Findings;
import dev.loci.tasks.experiment.recall.Analysis.Trained;
import dev.loci.tasks.recall.probe.Assignments;
import dev.loci.tasks.recall.probe.Recaller;
import dev.loci.tasks.recall.probe.Subspaces;
import dev.loci.tasks.recall.probe.Superposition;
import dev.loci.tasks.recall.probe.SuperpositionProbe;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.BarChart;
import dev.loci.tasks.report.Figure;
import dev.loci.tasks.report.MatrixChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Whether embeddings are superpositions of answers' vectors. */
final class SuperpositionAnalysis {
  private SuperpositionAnalysis() {}

  /** Looks at a model. */
  static Findings of(Trained trained, Recaller recaller) {
    SuperpositionProbe probe = SuperpositionProbe.of(recaller, Probing.random(trained));
    Superposition fit = recaller.fit();
    Subspaces subspaces = Subspaces.of(fit);
    Assignments assignments = recaller.assignments();
    int[] all = IntStream.range(0, recaller.facts().subjects()).toArray();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("superposition_r2", probe.embeddings().r2());
    figures.put("control_r2", probe.embeddings().controlR2());
    figures.put("fitted_r2", fit.r2(recaller.facts(), recaller.subjects(), all));
    figures.put("reconstruction_accuracy", probe.reconstruction());
    figures.put("held_out_reconstruction_accuracy", probe.heldOutReconstruction());
    figures.put("readout_accuracy", probe.embeddings().readoutAccuracy());
    figures.put("control_readout_accuracy", probe.embeddings().controlReadoutAccuracy());
    figures.put("effective_rank", Arrays.stream(subspaces.ranks()).average().orElseThrow());
    figures.put("subspace_overlap", subspaces.meanOverlap());
    figures.put("chance_overlap", subspaces.byChance());
    figures.put("assigned_r2", assignments.r2());
    figures.put("largest_assignment", assignments.largestShare());
    return new Findings(figures, List.of(section(trained, probe, subspaces, assignments)));
  }

  private static Article.Section section(
      Trained trained, SuperpositionProbe probe, Subspaces subspaces, Assignments assignments) {
    int subjects = trained.settings().subjects();
    List<String> paragraphs =
        List.of(
            ("Each subject's embedding is fitted by the sum over relations of the model's own"
                    + " vector of the answer, mapped by one matrix per relation. Fitted to four fifths"
                    + " of the subjects, the sums explain %s of the variance of the others; with"
                    + " the answers shuffled among subjects it is %s. The other way round, a linear"
                    + " map reads each relation's answer from the embedding of a subject that it has"
                    + " not seen.")
                .formatted(
                    Text.percent(probe.embeddings().r2()),
                    Text.percent(probe.embeddings().controlR2())),
            ("The matrices use %s dimensions each, by their effective rank. Any two overlap by"
                    + " %s, the mean squared cosine of the principal angles of as many leading"
                    + " directions; random subspaces would overlap by %s.")
                .formatted(
                    Text.number(Arrays.stream(subspaces.ranks()).average().orElseThrow(), 1),
                    Text.number(subspaces.meanOverlap(), 2),
                    Text.number(subspaces.byChance(), 2)),
            ("Subjects can differ in which relation's answer is mapped by which matrix. If each may"
                    + " choose, %s of the variance is explained, and %s of them agree.")
                .formatted(
                    Text.percent(assignments.r2()), Text.percent(assignments.largestShare())));
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new BarChart(
                "readout",
                "Answers read from embeddings of held-out subjects",
                "relation",
                "Share",
                Probing.names(probe.embeddings().readout().length),
                List.of(
                    Probing.bars("linear readout", probe.embeddings().readout()),
                    Probing.bars(
                        "by chance",
                        Probing.same(probe.embeddings().readout().length, 1.0 / subjects))))
            .figure());
    if (subspaces.ranks().length > 1) {
      figures.add(
          new MatrixChart(
                  "overlaps",
                  "Overlap of the relations' subspaces",
                  "relation",
                  "relation",
                  subspaces.overlaps())
              .figure());
    }
    return new Article.Section("Superposition", paragraphs, List.of(), figures);
  }
}
