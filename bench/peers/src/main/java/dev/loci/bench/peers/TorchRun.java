package dev.loci.bench.peers;

import dev.loci.bench.cases.TrainingCase;
import dev.loci.models.SequenceModel;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Training steps of libtorch, on the same tokens and from the same weights as ours. */
final class TorchRun {
  private static int threadsSet;

  private final TorchModel model;
  private final TorchAdamW.Update update;
  private final Tensor tokens;
  private final Tensor labels;

  TorchRun(TrainingCase size, SequenceModel source, TorchAdamW optimizer) {
    model = TorchModel.of(size, source.parameters());
    update = optimizer.of(model.parameters());
    tokens = ids(size.tokens(), size);
    labels = ids(size.labels(), size);
  }

  private static Tensor ids(dev.loci.tensor.Tensor ids, TrainingCase size) {
    long[] values = Arrays.stream(ids.toIntArray()).asLongStream().toArray();
    return torch.tensor(values).view(size.batch(), size.context());
  }

  /** Sets how many threads libtorch has; nothing if it has as many. */
  static void setThreads(int threads) {
    if (threads != threadsSet) {
      torch.set_num_threads(threads);
      threadsSet = threads;
    }
  }

  /** Makes a step and returns its loss, which is that before its update. */
  double step() {
    // All tensors of the step are freed at its end, not when the garbage collector finds them.
    try (PointerScope scope = new PointerScope()) {
      Tensor loss = model.loss(tokens, labels);
      loss.backward();
      double value = loss.item_float();
      update.step();
      return value;
    }
  }
}
