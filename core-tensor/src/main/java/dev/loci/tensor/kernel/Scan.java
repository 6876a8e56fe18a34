package dev.loci.tensor.kernel;

/**
 * What a selective scan reads. A row is one step of one sequence; rows follow one another.
 *
 * @param channels the width of a row of x and of delta
 * @param states how many numbers each channel remembers
 * @param length the rows of a sequence
 * @param delta the step sizes, at least 0
 * @param a the rates, {@code (states, channels)}, below 0
 * @param b {@code (sequences, states, length)}, as c
 * @param skip {@code (channels)}
 * @param <A> the array type: {@code float[]} or {@code double[]}
 */
public record Scan<A>(
    int channels,
    int states,
    int length,
    A x,
    int xo,
    A delta,
    A a,
    A b,
    int bo,
    A c,
    int co,
    A skip,
    int so) {

  /** Where b and c have a state's number at a row. */
  int place(int row, int k) {
    return (row / length * states + k) * length + row % length;
  }

  /** The gradient by the output, and what comes of it, for all sequences. */
  public record Gradients<A>(A g, int go, A dx, A dDelta, A carry, A da, A dSkip) {}
}
