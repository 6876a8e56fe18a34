package dev.loci.bench.cases;

import dev.loci.autograd.TapeListener;
import dev.loci.models.node2vec.NeighbourLists;
import dev.loci.models.node2vec.Node2Vec;
import dev.loci.models.node2vec.Node2VecInitializer;
import dev.loci.optim.Schedule;
import dev.loci.optim.Sgd;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Trainer;

/** Steps of a {@link Node2VecCase}, recorded at first and then replayed. */
public final class Node2VecRun {
  private final Node2Vec model;
  private final Trainer trainer;
  private int done;
  private double loss = Double.NaN;

  /** Makes the model, with the same weights each time. */
  public Node2VecRun(Node2VecCase training) {
    model = new Node2Vec(training.config());
    Node2VecInitializer.normal(
            RandomStream.of(Node2VecCase.SEED).split("weights"), Node2VecCase.INITIAL_STD)
        .initialize(model);
    NeighbourLists graph = training.graph();
    Tensor sources = Tensor.of(training.sources(0));
    trainer =
        Trainer.replaying(
            new Sgd(model.parameters()),
            Schedule.constant(Node2VecCase.LEARNING_RATE),
            step -> sources.copyFrom(Tensor.of(training.sources(step))),
            tape -> model.loss(tape, graph, sources));
  }

  /** The model as it is now. */
  public Node2Vec model() {
    return model;
  }

  /** Lets a listener know of every operation from now on. */
  public void listen(TapeListener listener) {
    trainer.listen(listener);
  }

  /** Makes a step and returns its loss, which is that before its update. */
  public double step() {
    trainer.run(done, done + 1, (step, value, rate) -> loss = value);
    done++;
    return loss;
  }
}
