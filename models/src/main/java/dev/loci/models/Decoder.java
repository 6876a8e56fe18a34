package dev.loci.models;

import dev.loci.tensor.Tensor;

/**
 * Reads sequences a few tokens at a time and remembers what it has read, so that a further token
 * costs little. It gives the bits of {@link SequenceModel#forward} on all tokens at once.
 *
 * <p>It belongs to one thread, and the model must not change while it is in use.
 */
@FunctionalInterface
public interface Decoder {
  /**
   * Reads the next tokens of each sequence, at least one.
   *
   * @param tokens int32 {@code (B, T)}
   * @return the logits {@code (B, V)} of the token that comes after them
   * @throws IllegalArgumentException if there are not as many sequences as the decoder was made
   *     for, or no room for so many tokens; nothing has been read then
   */
  Tensor read(Tensor tokens);
}
