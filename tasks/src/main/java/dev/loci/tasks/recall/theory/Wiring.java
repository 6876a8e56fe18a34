package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.recall.theory.Layout.Block;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the weights of a model by hand. All are zeros to begin with; a weight is written by the
 * coordinates that it connects.
 */
final class Wiring {
  /**
   * The score of a position that alone is to be seen: in float32 all others then get {@code
   * e^-120}, which is 0.
   */
  static final double SHARP = 120;

  private static final String HIDDEN = "mlp.hidden.";

  private final Gpt model;
  private final Map<String, Tensor> state;
  private final List<Map<String, Tensor>> layers = new ArrayList<>(); // by names within a layer

  Wiring(Gpt model) {
    this.model = model;
    this.state = model.state();
    for (int layer = 0; layer < model.config().layers(); layer++) {
      String prefix = "layers." + layer + ".";
      Map<String, Tensor> own = new HashMap<>();
      state.forEach((name, tensor) -> {
        if (name.startsWith(prefix)) {
          own.put(name.substring(prefix.length()), tensor);
        }
      });
      layers.add(own);
    }
  }

  private Tensor tensor(String name) {
    return found(state, name);
  }

  private Tensor tensor(int layer, String name) {
    return found(layers.get(layer), name);
  }

  private static Tensor found(Map<String, Tensor> named, String name) {
    Tensor tensor = named.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("wiring: the model has no " + name);
    }
    return tensor;
  }

  void clearEmbedding() {
    tensor("embedding.weight").fill(0);
  }

  /** A coordinate of a token's embedding. */
  void embed(int token, int coordinate, double value) {
    tensor("embedding.weight").set(value, token, coordinate);
  }

  /** A coordinate of a token's row of the output matrix. */
  void decode(int token, int coordinate, double value) {
    tensor("head.weight").set(value, token, coordinate);
  }

  /** Rows of the output matrix that decode answers {@code 0..n-1} from a block, by their codes. */
  void decode(Codes codes, int n, Block from) {
    for (int a = 0; a < n; a++) {
      for (int i = 0; i < from.size(); i++) {
        decode(a, from.at(i), codes.sign(a, i, n));
      }
    }
  }

  /** A coordinate of a position's vector. */
  void position(int position, int coordinate, double value) {
    tensor("positions.weight").set(value, position, coordinate);
  }

  /** Gives each position, as far as the block reaches, a one of its own in the block. */
  void numberPositions(Block positions) {
    for (int p = 0; p < positions.size(); p++) {
      position(p, positions.at(p), 1);
    }
  }

  private BlockConfig block(int layer) {
    return model.config().blocks().get(layer);
  }

  /**
   * An entry of a head's query: {@code query[i] += value x[coordinate]}, in units of the score that
   * remains when the attention has divided by the root of the keys' width.
   */
  void query(int layer, int head, int i, int coordinate, double value) {
    int width = block(layer).keyWidth();
    tensor(layer, "attention.query.weight")
        .set(value * Math.sqrt(width), head * width + i, coordinate);
  }

  /** An entry of a head's key: {@code key[i] += value x[coordinate]}. */
  void key(int layer, int head, int i, int coordinate, double value) {
    int width = block(layer).keyWidth();
    tensor(layer, "attention.key.weight").set(value, head * width + i, coordinate);
  }

  /** Lets a head see, from one position, a single other. */
  void look(int layer, int head, Block positions, int from, int target) {
    query(layer, head, target, positions.at(from), SHARP);
    key(layer, head, target, positions.at(target), 1);
  }

  /** Lets a head add what it sees of one block to the beginning of another, times a factor. */
  void copy(int layer, int head, Block from, Block to, double factor) {
    int width = block(layer).valueWidth();
    Tensor value = tensor(layer, "attention.value.weight");
    Tensor output = tensor(layer, "attention.output.weight");
    for (int i = 0; i < from.size(); i++) {
      value.set(factor, head * width + i, from.at(i));
      output.set(1, to.at(i), head * width + i);
    }
  }

  /** The bias of a neuron of a hidden layer, from 0 on. */
  void bias(int layer, int depth, int neuron, double value) {
    tensor(layer, depth == 0 ? "mlp.up.bias" : HIDDEN + depth + ".bias").set(value, neuron);
  }

  /** What a neuron of a hidden layer takes of a coordinate, or of a neuron of the layer before. */
  void feel(int layer, int depth, int neuron, int from, double value) {
    tensor(layer, depth == 0 ? "mlp.up.weight" : HIDDEN + depth + ".weight")
        .set(value, neuron, from);
  }

  /** A neuron of the first hidden layer that passes z in 0..1 if q is 1, and is 0 if q is 0. */
  void gate(int layer, int neuron, int z, int q) {
    feel(layer, 0, neuron, z, 1);
    feel(layer, 0, neuron, q, 1);
    bias(layer, 0, neuron, -1);
  }

  /** What a neuron of the last hidden layer adds to a coordinate. */
  void speak(int layer, int neuron, int coordinate, double value) {
    tensor(layer, "mlp.down.weight").set(value, coordinate, neuron);
  }

  /** What the MLP adds to a coordinate in any case. */
  void speakAlways(int layer, int coordinate, double value) {
    tensor(layer, "mlp.down.bias").set(value, coordinate);
  }
}
