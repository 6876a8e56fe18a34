package dev.loci.tasks.experiment.pathstar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loci.autograd.Tape;
import dev.loci.tasks.graph.Batch;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.DataSetBuilder;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Edges that share their source's sequence count as if each had its own. */
class EdgeBatchesTest {
  private final PathStarSettings settings = PathStarRuns.small("width=16");
  private final DataSet data = DataSetBuilder.sample(settings.data(), false);
  private final SequenceEncoder encoder = SequenceEncoder.of(data, settings.sequences());
  private final Learner learner = Learner.of(settings, encoder.vocabulary().size(), 64);

  private EdgeBatches batches(int count) {
    return new EdgeBatches(encoder, data.nodeCount(), data.edges(), count, RandomStream.of(1));
  }

  private double loss(EdgeBatches batches) {
    return batches.loss(Tape.inference(), learner.model(), null).tensor().item();
  }

  @Test
  void lossIsTheSumOverSingleEdges() {
    Batch all = Batch.of(encoder.edges(data.edges()), encoder.vocabulary().pad());
    int[] asked = all.labelledPositions();
    Tensor labels = Tensor.wrap(IntStream.of(asked).map(i -> all.labels()[i]).toArray());
    double mean =
        learner
            .model()
            .forward(
                Tape.inference(),
                Tensor.wrap(all.inputs(), all.size(), all.length()),
                Tensor.wrap(asked),
                null)
            .crossEntropy(labels)
            .tensor()
            .item();
    EdgeBatches shared = batches(1);
    assertThat(shared.load(0, 0)).isEqualTo(data.edges().size());
    double sum = mean * data.edges().size();
    assertThat(loss(shared)).isCloseTo(sum, within(1e-5 * sum));
  }

  /** 80 nodes below the root and its 20 targets divide into 4 batches without a rest. */
  @Test
  void anEpochHasEveryEdgeOnceInAnOrderOfItsOwn() {
    EdgeBatches once = batches(1);
    once.load(0, 0);
    EdgeBatches four = batches(4);
    for (int epoch = 0; epoch < 2; epoch++) {
      int labels = 0;
      double sum = 0;
      for (int batch = 0; batch < 4; batch++) {
        labels += four.load(epoch, batch);
        sum += loss(four);
      }
      assertThat(labels).isEqualTo(data.edges().size());
      assertThat(sum).isCloseTo(loss(once), within(1e-5 * sum));
    }
    four.load(0, 0);
    double first = loss(four);
    four.load(1, 0);
    assertThat(loss(four)).isNotEqualTo(first);
    four.load(0, 0);
    assertThat(loss(four)).isEqualTo(first);
  }
}
