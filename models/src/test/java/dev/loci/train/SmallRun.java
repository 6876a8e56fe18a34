package dev.loci.train;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.optim.AdamW;
import dev.loci.optim.Schedule;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;

/** A small model with dropout, in training on batches that depend on the step alone. */
final class SmallRun {
  private static final int VOCABULARY = 12;
  private static final RandomStream RANDOM = RandomStream.of(31);

  private static final Schedule SCHEDULE = Schedule.warmup(4, Schedule.cosine(0.01, 0.001, 4, 20));

  final Gpt model;
  final AdamW optimizer;

  /**
   * @param seed of the initial weights
   */
  SmallRun(int seed, int width) {
    model =
        new Gpt(
            GptConfig.of(VOCABULARY, 8, 2, width, 2).with(Switch.LINEAR_BLOCKS).withDropout(0.2));
    GptInitializer.normal(RandomStream.of(seed), 0.2, 0.2).initialize(model);
    optimizer = new AdamW(model.parameters(), 0.01);
  }

  void train(int from, int to) {
    new Trainer(optimizer, SCHEDULE, this::loss).run(from, to, (step, loss, rate) -> {});
  }

  /** The same as {@link #train}, recorded and replayed. */
  void replay(int from, int to) {
    Tensor tokens = Tensor.zeros(DType.INT32, Shape.of(5, 8));
    RandomStream dropout = RandomStream.of(0);
    Trainer.replaying(
            optimizer,
            SCHEDULE,
            step -> {
              tokens.copyFrom(tokens(step));
              dropout.become(dropout(step));
            },
            tape -> model.forward(tape, tokens, dropout).crossEntropy(tokens))
        .run(from, to, (step, loss, rate) -> {});
  }

  private Variable loss(Tape tape, int step) {
    Tensor tokens = tokens(step);
    return model.forward(tape, tokens, dropout(step)).crossEntropy(tokens);
  }

  private static Tensor tokens(int step) {
    RandomStream random = RANDOM.split(Integer.toString(step));
    int[] ids = new int[5 * 8];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.below(VOCABULARY);
    }
    return Tensor.wrap(ids, 5, 8);
  }

  private static RandomStream dropout(int step) {
    return RANDOM.split(Integer.toString(step)).split("dropout");
  }
}
