package dev.loci.tasks.recall.probe;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.gpt.Gpt;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Tensor;

/** A copy of a model that learns nothing more, which is asked about vectors instead of subjects. */
final class FrozenNetwork {
  private final Gpt model;
  private final int relationsFrom;

  FrozenNetwork(Recaller recaller) {
    model = new Gpt(recaller.model().config());
    model.load(recaller.model().state());
    model.parameters().values().forEach(Parameter::freeze);
    relationsFrom = recaller.facts().subjects();
  }

  /**
   * The logits {@code (B, V)} of questions.
   *
   * @param vectors of the subjects, {@code (B, D)}
   * @param relations int32 {@code (B)}, from 0 on
   */
  Variable logits(Variable vectors, Tensor relations, Tensor lastPositions) {
    Tape tape = vectors.tape();
    int batch = vectors.tensor().shape().dim(0);
    int width = vectors.tensor().shape().dim(1);
    Tensor table = model.embedding().value();
    Variable asked =
        tape.constant(table.slice(0, relationsFrom, table.shape().dim(0))).gather(relations);
    Variable both =
        Variable.concat(1, vectors.reshape(batch, 1, width), asked.reshape(batch, 1, width));
    return model.forwardOnlyAt(both, lastPositions);
  }

  /** The positions 1, 3, 5 and so on: the last ones of sequences of two tokens. */
  static Tensor lastPositions(int batch) {
    int[] positions = new int[batch];
    for (int i = 0; i < batch; i++) {
      positions[i] = 2 * i + 1;
    }
    return Tensor.wrap(positions);
  }
}
