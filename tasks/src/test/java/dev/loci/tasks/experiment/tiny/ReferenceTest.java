package dev.loci.tasks.experiment.tiny;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tasks.experiment.Settings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's figures stand beside runs that could have them. */
class ReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "star, seed=3, 0.6956",
    "star, precision=bfloat16, 0.6956",
    "star, steps=501, NaN",
    "star, self_edges=true, NaN",
    "karate, seed=3, NaN",
    "cycle, steps=700, 0.6961",
    "cycle, seed=3, NaN", // of 1000 updates
  })
  void figuresAreForTheReferencesSettings(String graph, String change, Double loss) {
    TinySettings settings =
        Settings.with(TinyPresets.transformer(graph, false, false), List.of(change));
    Reference reference = Reference.of("tiny-transformer", settings);
    assertThat(reference.loss()).isEqualTo(loss);
    assertThat(reference.isKnown()).isEqualTo(!loss.isNaN());
  }

  /** Networks on the cycle are trained as the reference's are. */
  @ParameterizedTest
  @CsvSource({"tiny-neural-network, 0.6977", "tiny-node2vec, 1.4349"})
  void otherModelsOnTheCycleHaveTheirFigures(String experiment, double loss) {
    TinySettings settings =
        experiment.equals("tiny-node2vec")
            ? TinyPresets.node2vec("cycle", false, false)
            : TinyPresets.network("cycle", false, false);
    assertThat(Reference.of(experiment, settings).loss()).isEqualTo(loss);
  }
}
