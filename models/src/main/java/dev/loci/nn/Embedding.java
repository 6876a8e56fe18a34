package dev.loci.nn;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;

/**
 * A table with one row for each id: weight {@code (count, width)}, zeros until something fills
 * them, such as {@code GptInitializer.normal}, which takes any module.
 */
public final class Embedding extends Module {
  private final Parameter weight;

  public Embedding(int count, int width) {
    weight = parameter("weight", count, width);
  }

  public Parameter weight() {
    return weight;
  }

  /** Maps int32 ids {@code (...)} to their rows {@code (..., width)}. */
  public Variable forward(Tape tape, Tensor ids) {
    return weight.on(tape).gather(ids);
  }
}
