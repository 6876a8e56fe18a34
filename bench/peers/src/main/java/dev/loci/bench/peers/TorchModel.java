package dev.loci.bench.peers;

import dev.loci.bench.cases.TrainingCase;
import dev.loci.nn.Parameter;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** A model in libtorch. */
interface TorchModel {
  /** The model of a case, with a copy of our parameters. */
  static TorchModel of(TrainingCase size, Map<String, Parameter> source) {
    return switch (size.family()) {
      case GPT -> new TorchGpt(size, source);
      case MAMBA -> new TorchMamba(size, source);
    };
  }

  /** All that is trained, leaves that need gradients. */
  TensorVector parameters();

  /** Returns the mean loss of tokens and labels, both {@code (B, T)}, int64. */
  Tensor loss(Tensor tokens, Tensor labels);
}
