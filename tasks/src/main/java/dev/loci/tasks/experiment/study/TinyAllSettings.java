package dev.loci.tasks.experiment.study;

import static dev.loci.tasks.experiment.SettingChecks.notNegative;
import static dev.loci.tasks.experiment.SettingChecks.oneOf;
import static dev.loci.tasks.experiment.SettingChecks.subset;

import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.List;

/** Which of the tiny experiments are made together. */
public record TinyAllSettings(
    @Setting("seed of the data and of the initial weights") int seed,
    @Setting("\"all\", or experiments such as tiny-transformer,tiny-mamba") String models,
    @Setting("graphs, such as star,grid") String graphs,
    @Setting("\"all\", or some of base,forward,self") String edges,
    @Setting("\"float32\", or \"bfloat16\" for the Transformers and networks") String precision,
    @Setting("updates of a run at most; 0 for as many as its preset has") int mostSteps) {
  static final String ALL = "all";
  static final List<String> EDGES = List.of("base", "forward", "self");

  public TinyAllSettings {
    subset("models", names(models, ALL_MODELS), ALL_MODELS);
    subset("graphs", Text.items(graphs), TinySettings.GRAPHS);
    subset("edges", names(edges, EDGES), EDGES);
    oneOf("precision", precision, List.of("float32", "bfloat16"));
    notNegative("most_steps", mostSteps);
  }

  private static final List<String> ALL_MODELS =
      TinyExperiment.ALL.stream().map(TinyExperiment::name).toList();

  List<TinyExperiment> experiments() {
    List<String> chosen = names(models, ALL_MODELS);
    return TinyExperiment.ALL.stream().filter(e -> chosen.contains(e.name())).toList();
  }

  List<String> graphNames() {
    return Text.items(graphs);
  }

  List<String> edgeNames() {
    return names(edges, EDGES);
  }

  private static List<String> names(String text, List<String> all) {
    return text.equals(ALL) ? all : Text.items(text);
  }
}
