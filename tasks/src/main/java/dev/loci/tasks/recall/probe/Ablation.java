package dev.loci.tasks.recall.probe;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model of one layer still recalls without one of its parts.
 *
 * @param withoutHead for each head of the attention the share of each relation's facts
 * @param withoutMlp the share of each relation's facts without the MLP; empty if there is none
 */
public record Ablation(double[][] withoutHead, double[] withoutMlp) {
  private static final String OUTPUT = "layers.0.attention.output.weight";
  private static final String DOWN = "layers.0.mlp.down.weight";

  /** Silences each head in turn, then all hidden units. */
  public static Ablation of(Recaller recaller) {
    var block = recaller.model().config().blocks().getFirst();
    double[][] withoutHead =
        IntStream.range(0, block.heads())
            .mapToObj(head ->
                recaller.accuraciesWithout(
                    OUTPUT,
                    IntStream.range(head * block.valueWidth(), (head + 1) * block.valueWidth())
                        .toArray()))
            .toArray(double[][]::new);
    List<Integer> hidden = block.hidden();
    return new Ablation(
        withoutHead,
        hidden.isEmpty()
            ? new double[0]
            : recaller.accuraciesWithout(DOWN, IntStream.range(0, hidden.getLast()).toArray()));
  }
}
