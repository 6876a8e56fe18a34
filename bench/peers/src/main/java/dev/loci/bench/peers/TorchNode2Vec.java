package dev.loci.bench.peers;

import dev.loci.bench.cases.Node2VecCase;
import dev.loci.models.node2vec.NeighbourLists;
import dev.loci.models.node2vec.Node2Vec;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Steps of the same Node2Vec in libtorch, on the same sources and from the same weights as ours.
 */
final class TorchNode2Vec {
  /** The ways to write cross-entropy against two neighbours for which libtorch has no function. */
  enum Loss {
    LOG_SOFTMAX {
      @Override
      Tensor of(Tensor logits, Tensor neighbours) {
        return torch.log_softmax(logits, 1).gather(1, neighbours).mean(1).sum().neg();
      }
    },
    LOG_SUM_EXP {
      @Override
      Tensor of(Tensor logits, Tensor neighbours) {
        Tensor near = logits.gather(1, neighbours).mean(1);
        return torch.logsumexp(logits, 1).sub(near).sum();
      }
    };

    abstract Tensor of(Tensor logits, Tensor neighbours);
  }

  private final Node2VecCase size;
  private final Loss form;
  private final NeighbourLists graph;
  private final Tensor embedding;
  private final SGD optimizer;
  private int done;

  TorchNode2Vec(Node2VecCase size, Node2Vec source, Loss form) {
    this.size = size;
    this.form = form;
    graph = size.graph();
    embedding =
        torch
            .tensor(source.embedding().value().toFloatArray())
            .view(size.nodes(), size.width())
            .set_requires_grad(true);
    optimizer = new SGD(new TensorVector(embedding), new SGDOptions(Node2VecCase.LEARNING_RATE));
  }

  /** Makes a step and returns its loss, which is that before its update. */
  double step() {
    int[] sources = size.sources(done++);
    try (PointerScope scope = new PointerScope()) {
      Tensor nodes = torch.tensor(Arrays.stream(sources).asLongStream().toArray());
      Tensor logits = embedding.index_select(0, nodes).matmul(embedding.t());
      Tensor loss = form.of(logits, neighbours(sources));
      loss.backward();
      double value = loss.item_float();
      optimizer.step();
      optimizer.zero_grad();
      return value;
    }
  }

  /** The two neighbours of each source, {@code (B, 2)}. */
  private Tensor neighbours(int[] sources) {
    long[] ids =
        Arrays.stream(sources)
            .flatMap(u -> IntStream.of(graph.neighbour(u, 0), graph.neighbour(u, 1)))
            .asLongStream()
            .toArray();
    return torch.tensor(ids).view(size.batch(), 2);
  }
}
