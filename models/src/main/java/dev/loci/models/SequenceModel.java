package dev.loci.models;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.nn.Parameter;
import dev.loci.nn.Precision;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model that reads tokens from left to right and gives logits for the next one. */
public interface SequenceModel {
  /** The token embedding, {@code (V, D)}. */
  Parameter embedding();

  /** All parameters by dotted path; see {@link dev.loci.nn.Module#parameters}. */
  Map<String, Parameter> parameters();

  /** The parameters' values by dotted path; see {@link dev.loci.nn.Module#state}. */
  Map<String, Tensor> state();

  /** Takes over the values of all parameters; see {@link dev.loci.nn.Module#load}. */
  void load(Map<String, Tensor> state);

  /** Lets the model compute in a precision; see {@link dev.loci.nn.Module#setPrecision}. */
  void setPrecision(Precision precision);

  /** The precision that the model computes in, and that a loss is to have. */
  Precision precision();

  /** Takes over the values of all parameters from a file; see {@link dev.loci.nn.Module#load}. */
  void load(Path file) throws IOException;

  /** Computes the logits {@code (B, T, V)} of tokens {@code (B, T)}, int32, without dropout. */
  Variable forward(Tape tape, Tensor tokens);

  /**
   * Computes the logits {@code (N, V)} of N positions only, which is much less work if only few are
   * labelled.
   *
   * @param positions numbers of positions, int32 {@code (N)}: position t of sequence b is {@code b
   *     T + t}
   * @param dropout where dropout draws from; null for none, and without effect on a model that has
   *     none
   */
  Variable forward(Tape tape, Tensor tokens, Tensor positions, @Nullable RandomStream dropout);

  /**
   * Begins to read sequences token by token; {@link Generation} goes on with what it says.
   *
   * @param batch number of sequences
   * @param length of the longest that will be read, for which room is made
   * @throws IllegalArgumentException if the model has fewer positions, or is a Transformer that
   *     does not compute in {@linkplain Precision#FULL full precision}
   */
  Decoder decoder(int batch, int length);
}
