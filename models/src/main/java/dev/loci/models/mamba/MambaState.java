package dev.loci.models.mamba;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** What a {@link Mamba} remembers of the tokens that some sequences began with. */
public final class MambaState {
  private final int batch;
  private final List<Layer> layers;

  MambaState(MambaConfig config, int batch, DType type) {
    if (batch < 1) {
      throw new IllegalArgumentException("mamba: a state of " + batch + " sequences");
    }
    this.batch = batch;
    layers =
        IntStream.range(0, config.layers())
            .mapToObj(i ->
                new Layer(
                    Tensor.zeros(type, Shape.of(batch, config.kernel(), config.channels())),
                    Tensor.zeros(type, Shape.of(batch, config.states(), config.channels()))))
            .toList();
  }

  Layer layer(int i) {
    return layers.get(i);
  }

  void requireBatch(Shape tokens) {
    if (!tokens.equals(Shape.of(batch))) {
      throw new IllegalArgumentException(
          "mamba: tokens of shape %s for a state of %d sequences".formatted(tokens, batch));
    }
  }

  /** The last inputs of a layer's convolution, {@code (B, K, C)}, and its states. */
  record Layer(Tensor inputs, Tensor states) {
    /** Takes in an input {@code (B, 1, C)} and returns the last K. */
    Tensor push(Tensor x) {
      int kernel = inputs.shape().dim(1);
      inputs.slice(1, 0, kernel - 1).copyFrom(inputs.slice(1, 1, kernel).copy());
      inputs.slice(1, kernel - 1, kernel).copyFrom(x);
      return inputs;
    }
  }
}
