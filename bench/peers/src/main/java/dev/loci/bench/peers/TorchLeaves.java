package dev.loci.bench.peers;

import dev.loci.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Tensors of libtorch with the values of our parameters, made while a model is built. */
final class TorchLeaves {
  private Map<String, Parameter> source;
  private final List<Tensor> leaves = new ArrayList<>();

  TorchLeaves(Map<String, Parameter> source) {
    this.source = source;
  }

  /** Forgets our parameters: they are copied, and not to be kept in memory. */
  void close() {
    source = Map.of();
  }

  TensorVector all() {
    return new TensorVector(leaves.toArray(new Tensor[0]));
  }

  Tensor of(String name) {
    return stacked("", name);
  }

  /** A leaf with the rows of some of our parameters, one after the other. */
  Tensor stacked(String suffix, String... names) {
    long[] extents = extents(names[0] + suffix);
    long rows = extents[0];
    extents[0] *= names.length;
    Tensor leaf = torch.zeros(extents);
    try (PointerScope scope = new PointerScope()) {
      for (int i = 0; i < names.length; i++) {
        Tensor values = torch.tensor(parameter(names[i] + suffix).toFloatArray());
        Tensor part = leaf.narrow(0, i * rows, rows);
        part.copy_(values.view_as(part));
      }
      leaf.set_requires_grad(true);
    }
    leaves.add(leaf);
    return leaf;
  }

  private long[] extents(String name) {
    return Arrays.stream(parameter(name).shape().toArray()).asLongStream().toArray();
  }

  private dev.loci.tensor.Tensor parameter(String name) {
    Parameter parameter = source.get(name);
    if (parameter == null) {
      throw new IllegalStateException("our model has no parameter " + name);
    }
    return parameter.value();
  }
}
