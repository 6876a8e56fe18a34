package dev.loci.bench.peers;

import dev.loci.bench.cases.StarCase;
import dev.loci.models.SequenceModel;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Steps on the same star in libtorch, with the same work shared, from the same weights as ours. */
final class TorchStar {
  /** The ways to write the cross-entropy of sources with two targets. */
  enum Loss {
    LOG_SOFTMAX {
      @Override
      Tensor of(Tensor logits, Questions asked) {
        return torch.log_softmax(logits, 1).view(-1).index_select(0, asked.cells).sum().neg();
      }
    },
    LOG_SUM_EXP {
      @Override
      Tensor of(Tensor logits, Questions asked) {
        Tensor sums = torch.logsumexp(logits, 1).index_select(0, asked.rows).sum();
        return sums.sub(logits.view(-1).index_select(0, asked.cells).sum());
      }
    };

    abstract Tensor of(Tensor logits, Questions asked);
  }

  /** The cells are those of the labels in the logits {@code (N, V)}, laid flat. */
  private record Questions(
      Tensor tokens, Tensor positions, Tensor rows, Tensor labels, Tensor cells) {
    static Questions of(StarCase.Questions source, int vocabulary) {
      long[] rows = longs(source.rows());
      long[] labels = longs(source.labels());
      long[] cells = new long[rows.length];
      Arrays.setAll(cells, i -> rows[i] * vocabulary + labels[i]);
      return new Questions(
          torch.tensor(longs(source.tokens())).view(source.tokens().shape().dim(0), -1),
          torch.tensor(longs(source.positions())),
          torch.tensor(rows),
          torch.tensor(labels),
          torch.tensor(cells));
    }

    private static long[] longs(dev.loci.tensor.Tensor ids) {
      return Arrays.stream(ids.toIntArray()).asLongStream().toArray();
    }
  }

  private final TorchGpt model;
  private final TorchAdamW.Update update;
  private final Loss form;
  private final Questions edges;
  private final Questions paths;
  private final double share;

  TorchStar(StarCase size, SequenceModel source, Loss form, TorchAdamW optimizer) {
    this.form = form;
    model = new TorchGpt(size.training(), source.parameters());
    update = optimizer.of(model.parameters());
    edges = Questions.of(size.edges(), size.vocabulary());
    paths = Questions.of(size.paths(), size.vocabulary());
    share = 1.0 / (edges.labels.numel() + paths.labels.numel());
  }

  /** Makes a step and returns its loss, which is that before its update. */
  double step() {
    try (PointerScope scope = new PointerScope()) {
      Tensor ofEdges = form.of(model.logits(edges.tokens, edges.positions), edges);
      Tensor logits = model.logits(paths.tokens, paths.positions);
      Tensor ofPaths = torch.cross_entropy_loss(logits, paths.labels); // a label for each row
      Tensor sum = ofEdges.add(ofPaths.mul(new Scalar((double) paths.labels.numel())));
      Tensor loss = sum.mul(new Scalar(share));
      loss.backward();
      double value = loss.item_float();
      update.step();
      return value;
    }
  }
}
