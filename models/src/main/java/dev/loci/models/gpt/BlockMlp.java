package dev.loci.models.gpt;

import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Activation;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.nn.Dropout;
import dev.loci.nn.Linear;
import dev.loci.nn.Module;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** D to hidden layers to D with GELU or ReLU between, or one linear map of D to D. */
final class BlockMlp extends Module {
  private final boolean relu;
  private final List<Linear> hidden = new ArrayList<>();
  private final Linear last;
  private final Dropout dropout;

  BlockMlp(GptConfig config, BlockConfig block) {
    int in = config.width();
    if (!config.has(Switch.LINEAR_BLOCKS)) {
      for (int out : block.hidden()) {
        String name = hidden.isEmpty() ? "up" : "hidden." + hidden.size();
        hidden.add(child(name, new Linear(in, out, true)));
        in = out;
      }
    }
    relu = block.relu();
    last = child(hidden.isEmpty() ? "linear" : "down", new Linear(in, config.width(), true));
    dropout = new Dropout(config.dropout());
  }

  /** The units of the last hidden layer; x itself if there is none. */
  Variable units(Variable x) {
    for (Linear layer : hidden) {
      x = relu ? layer.forward(x).relu() : layer.forward(x, Activation.GELU);
    }
    return x;
  }

  Variable forward(Variable x, @Nullable RandomStream random) {
    Variable y = last.forward(units(x));
    return random != null && hidden.isEmpty() ? dropout.forward(y, random) : y;
  }
}
