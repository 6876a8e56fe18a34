package dev.loci.models.gpt;

import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads weights of GPT-2's form (Radford et al., 2019) from safetensors files with the names that
 * the transformers library gives them: {@code wte.weight}, {@code h.0.attn.c_attn.weight} and so
 * on, with or without {@code transformer.} before them. Its linear layers keep their matrices as
 * inputs by outputs, ours as outputs by inputs, and one matrix makes queries, keys and values.
 */
public final class Gpt2File {
  private static final String PREFIX = "transformer.";

  /** The causal mask, which some files keep with the weights. */
  private static final Pattern MASK = Pattern.compile("h\\.[0-9]+\\.attn\\.(bias|masked_bias)");

  private static final String HEAD = "lm_head.weight";
  private static final int USUAL_HEAD = 64; // the width of a head of every released GPT-2
  private static final int SHOWN = 3; // names in a message

  private final Path file;
  private final Map<String, Tensor> left; // what no part of the model has taken yet
  private final Map<String, Tensor> state = new LinkedHashMap<>();

  private Gpt2File(Path file, Map<String, Tensor> tensors) {
    this.file = file;
    left = new TreeMap<>(tensors);
  }

  /**
   * Reads a model. A file doesn't tell how many heads there are.
   *
   * @param heads heads of each layer; 0 for heads of width 64, as all released ones have, where the
   *     model's width allows it
   * @throws IOException if the file can't be read or is no safetensors file
   * @throws IllegalArgumentException naming the file and the tensor that is missing, unknown or of
   *     another shape
   */
  public static Gpt read(Path file, int heads) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    SafeTensors.read(file)
        .tensors()
        .forEach((name, tensor) ->
            tensors.put(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, tensor));
    tensors.keySet().removeIf(name -> MASK.matcher(name).matches());
    return new Gpt2File(file, tensors).model(heads);
  }

  private Gpt model(int heads) {
    int vocabulary = matrix("wte.weight").dim(0);
    int width = matrix("wte.weight").dim(1);
    int context = matrix("wpe.weight").dim(0);
    int hidden = matrix("h.0.mlp.c_fc.weight").dim(1);
    int layers = 1;
    while (left.containsKey("h.%d.ln_1.weight".formatted(layers))) {
      layers++;
    }
    boolean tied = isTied();
    take("embedding.weight", "wte.weight", vocabulary, width);
    take("positions.weight", "wpe.weight", context, width);
    for (int layer = 0; layer < layers; layer++) {
      takeLayer(layer, width, hidden);
    }
    take("final_norm.weight", "ln_f.weight", width);
    take("final_norm.bias", "ln_f.bias", width);
    if (!tied) {
      take("head.weight", HEAD, vocabulary, width);
    }
    if (!left.isEmpty()) {
      throw fault("tensor %s has no place in GPT-2".formatted(left.keySet().iterator().next()));
    }
    BlockConfig block = block(width, heads, hidden);
    Gpt model =
        new Gpt(
            GptConfig.of(vocabulary, context, width, Collections.nCopies(layers, block))
                .with(Switch.TIED, tied));
    model.load(state);
    return model;
  }

  /** Whether the output matrix is the embedding, as it is if the file has none or a copy. */
  private boolean isTied() {
    Tensor head = left.get(HEAD);
    Tensor embedding = left.get("wte.weight");
    boolean tied =
        head == null
            || (embedding != null
                && head.shape().equals(embedding.shape())
                && Arrays.equals(head.toFloatArray(), embedding.toFloatArray()));
    if (tied) {
      left.remove(HEAD);
    }
    return tied;
  }

  private BlockConfig block(int width, int heads, int hidden) {
    if (heads == 0 && width % USUAL_HEAD != 0) {
      throw new IllegalArgumentException(
          "%s: a width of %d does not divide into heads of the usual width %d; heads must say how many"
                  .formatted(file, width, USUAL_HEAD)
              + " there are");
    }
    int count = heads == 0 ? width / USUAL_HEAD : heads;
    if (count < 1 || width % count != 0) {
      throw fault("a width of %d does not divide into %d heads".formatted(width, count));
    }
    int each = width / count;
    return new BlockConfig(count, each, each, true, List.of(hidden), false);
  }

  private void takeLayer(int layer, int width, int hidden) {
    String to = "layers." + layer + ".";
    String from = "h." + layer + ".";
    takeNorm(to + "norm1", from + "ln_1", width);
    takeNorm(to + "norm2", from + "ln_2", width);
    Tensor weights = require(from + "attn.c_attn.weight", width, 3 * width);
    Tensor biases = require(from + "attn.c_attn.bias", 3 * width);
    List<String> parts = List.of("query", "key", "value");
    for (int i = 0; i < parts.size(); i++) {
      String part = to + "attention." + parts.get(i);
      int begin = i * width;
      state.put(part + ".weight", weights.slice(1, begin, begin + width).transpose());
      state.put(part + ".bias", biases.slice(0, begin, begin + width));
    }
    takeLinear(to + "attention.output", from + "attn.c_proj", width, width);
    takeLinear(to + "mlp.up", from + "mlp.c_fc", width, hidden);
    takeLinear(to + "mlp.down", from + "mlp.c_proj", hidden, width);
  }

  private void takeNorm(String to, String from, int width) {
    take(to + ".weight", from + ".weight", width);
    take(to + ".bias", from + ".bias", width);
  }

  private void takeLinear(String to, String from, int in, int out) {
    state.put(to + ".weight", require(from + ".weight", in, out).transpose());
    take(to + ".bias", from + ".bias", out);
  }

  private void take(String to, String from, int... extents) {
    state.put(to, require(from, extents));
  }

  private Tensor require(String name, int... extents) {
    Tensor tensor = find(name);
    if (!tensor.dtype().isFloat() || !Arrays.equals(tensor.shape().toArray(), extents)) {
      throw fault(
          "tensor %s is %s %s, expected floats of shape %s"
              .formatted(name, tensor.dtype(), tensor.shape(), Arrays.toString(extents)));
    }
    left.remove(name);
    return tensor.to(DType.FLOAT32);
  }

  /** The extents of a matrix that tells a size of the model. */
  private Shape matrix(String name) {
    Shape shape = find(name).shape();
    if (shape.rank() != 2) {
      throw fault("tensor %s is %s, expected a matrix".formatted(name, shape));
    }
    return shape;
  }

  private Tensor find(String name) {
    Tensor tensor = left.get(name);
    if (tensor == null) {
      List<String> names = left.keySet().stream().limit(SHOWN).toList();
      throw fault(
          "there is no tensor %s, but %s"
              .formatted(name, names.isEmpty() ? "no other" : String.join(", ", names)));
    }
    return tensor;
  }

  private IllegalArgumentException fault(String what) {
    return new IllegalArgumentException(file + " is not in GPT-2's layout: " + what);
  }
}
