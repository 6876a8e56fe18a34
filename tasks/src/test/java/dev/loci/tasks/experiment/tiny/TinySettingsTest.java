package dev.loci.tasks.experiment.tiny;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TinySettingsTest {
  @ParameterizedTest
  @CsvSource({
    "tiny-mamba, init=non_geometric, init: a mamba",
    "tiny-mamba, init=framework, init: a mamba",
    "tiny-mamba, heads=2, heads: a mamba",
    "tiny-node2vec, init=non_geometric, init: a node2vec",
    "tiny-node2vec, init=identity, init: a node2vec",
    "tiny-node2vec, weight_decay=0.1, weight_decay: a node2vec",
    "tiny-transformer, init=identity, init: a transformer",
    "tiny-transformer, dropout=0.1, dropout: a transformer",
    "tiny-neural-network, attention=false, attention: a network",
  })
  void whatAModelDoesNotHaveIsRefused(String experiment, String change, String fault) {
    TinyExperiment named =
        TinyExperiment.ALL.stream()
            .filter(each -> each.name().equals(experiment))
            .findFirst()
            .orElseThrow();
    TinySettings preset = named.preset(Map.of());
    assertThatThrownBy(() -> Settings.with(preset, List.of(change)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("setting " + fault + " does not have such");
  }
}
