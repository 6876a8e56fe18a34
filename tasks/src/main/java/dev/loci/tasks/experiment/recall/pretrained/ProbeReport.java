package dev.loci.tasks.experiment.recall.pretrained;

import dev.loci.tasks.experiment.Provenance;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.study.Findings;
import dev.loci.tasks.recall.probe.SubjectProbe;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.CurveChart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The page on a pretrained model. */
record ProbeReport(
    String experiment,
    ProbeSettings settings,
    TokenFacts facts,
    double accuracy,
    List<Integer> layers,
    List<SubjectProbe> probes) {

  Summary write(RunFolder folder) throws IOException {
    Findings findings = new Findings(experiment, settings.seed());
    findings.put("accuracy", accuracy);
    findings.tell("%-24s %.4f", "accuracy", accuracy);
    for (int i = 0; i < layers.size(); i++) {
      SubjectProbe probe = probes.get(i);
      String layer = "_layer_" + layers.get(i);
      findings.put("superposition_r2" + layer, probe.r2());
      findings.put("control_r2" + layer, probe.controlR2());
      findings.put("readout_accuracy" + layer, probe.readout());
      findings.put("control_readout_accuracy" + layer, probe.controlReadout());
      findings.tell(
          "layer %-3d superposition %.4f, control %.4f, readout %.4f, control %.4f",
          layers.get(i),
          probe.r2(),
          probe.controlR2(),
          probe.readoutAccuracy(),
          probe.controlReadoutAccuracy());
    }
    new Article(
            "Facts in a pretrained model",
            "The model answers %s of %d facts of %d subjects. What it holds at a subject's last token, which has not seen the relation, is compared with sums of the vectors of the subject's answers."
                .formatted(
                    Text.percent(accuracy),
                    facts.subjects().size() * facts.relations().size(),
                    facts.subjects().size()),
            List.of(section()),
            Settings.texts(settings),
            Provenance.write(folder, experiment, settings.seed()))
        .write(folder.path());
    return findings;
  }

  private Article.Section section() {
    List<String> header =
        new ArrayList<>(
            List.of("After layer", "Superposition R²", "Shuffled R²", "Readout", "Shuffled"));
    for (int r = 0; r < facts.relations().size(); r++) {
      header.add("of relation " + r);
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      SubjectProbe probe = probes.get(i);
      List<String> row =
          new ArrayList<>(
              List.of(
                  Integer.toString(layers.get(i)),
                  Text.number(probe.r2(), 3),
                  Text.number(probe.controlR2(), 3),
                  Text.number(probe.readoutAccuracy(), 3),
                  Text.number(probe.controlReadoutAccuracy(), 3)));
      Arrays.stream(probe.readout()).forEach(each -> row.add(Text.number(each, 3)));
      rows.add(row);
    }
    return new Article.Section(
        "Layer by layer",
        List.of(
            "Vectors of answers are the rows of the output matrix less their mean. Maps are fitted by ridge regression to four fifths of the subjects; all figures are of the other subjects. The controls have the answers of each relation shuffled among subjects. A readout is right if the answer's vector is the nearest of %d."
                .formatted(facts.answers().length)),
        List.of(new Article.Table(header, rows)),
        List.of(
            new CurveChart(
                    "layers",
                    "Facts at a subject's last token",
                    "After layer (0 is the embedding)",
                    "R² and share of answers read out",
                    List.of(
                        band("superposition R²", SubjectProbe::r2),
                        band("shuffled R²", SubjectProbe::controlR2),
                        band("readout", SubjectProbe::readoutAccuracy),
                        band("shuffled readout", SubjectProbe::controlReadoutAccuracy)))
                .figure()));
  }

  private Band band(String title, ToDoubleFunction<SubjectProbe> quantity) {
    return Band.ofLine(
        title,
        layers.stream().mapToDouble(each -> each).toArray(),
        probes.stream().mapToDouble(quantity).toArray());
  }
}
