package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.recall.probe.Intervention;
import dev.loci.tasks.recall.probe.Recaller;
import dev.loci.tasks.recall.probe.Superposition;
import dev.loci.tasks.recall.probe.SuperpositionProbe;
import dev.loci.tasks.recall.probe.Swap;
import dev.loci.tensor.random.RandomStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** New facts for a frozen network. */
final class SwapAnalysis implements Analysis {
  @Override
  public Findings of(Trained trained, Progress progress) {
    Recaller recaller = new Recaller(trained.model(), trained.questions().facts());
    RandomStream random = RandomStream.of(trained.settings().seed()).split("probes");
    Map<String, Double> figures = new LinkedHashMap<>();
    SuperpositionProbe probe = SuperpositionProbe.of(recaller, random);
    figures.put("superposition_r2", probe.heldOutR2());
    figures.put("control_r2", probe.controlR2());
    figures.put("reconstruction_accuracy", probe.reconstruction());
    figures.put("held_out_reconstruction_accuracy", probe.heldOutReconstruction());
    figures.put("readout_accuracy", probe.readoutAccuracy());
    int[] all = IntStream.range(0, recaller.facts().subjects()).toArray();
    Superposition fit =
        Superposition.fit(recaller.answerVectors(), recaller.facts(), recaller.subjects(), all);
    Intervention intervention = Intervention.of(recaller, fit, random);
    figures.put("efficacy", intervention.efficacy());
    figures.put("specificity", intervention.specificity());
    figures.put("random_efficacy", intervention.randomEfficacy());
    figures.put("random_specificity", intervention.randomSpecificity());
    figures.put("other_relation_efficacy", intervention.otherEfficacy());
    Swap swap = Swap.of(recaller, random);
    figures.put("swap_accuracy", swap.fitted());
    figures.put("learned_map_swap_accuracy", swap.learned());
    figures.put("old_embeddings_accuracy", swap.oldEmbeddings());
    figures.put("random_embeddings_accuracy", swap.randomEmbeddings());
    figures.put("shifted_matrices_accuracy", swap.shiftedMatrices());
    return new Findings(figures, List.of());
  }
}
