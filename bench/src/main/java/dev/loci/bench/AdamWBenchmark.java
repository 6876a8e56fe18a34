package dev.loci.bench;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.bench.cases.TrainingCase;
import dev.loci.models.gpt.Gpt;
import dev.loci.nn.Parameter;
import dev.loci.optim.AdamW;
import dev.loci.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Updates of all parameters of a model. */
public class AdamWBenchmark extends KernelBenchmark {
  @Param({"T1_32", "T2", "T4"})
  String model = "";

  private Runnable update = NOTHING;

  /** The gradient of the sum of the squares of all parameters. */
  @Setup
  public void prepare() {
    Gpt gpt = new Gpt(TrainingCase.of(model).config());
    Tape tape = new Tape();
    List<Variable> squares = new ArrayList<>();
    for (Parameter each : gpt.parameters().values()) {
      squares.add(each.on(tape).square().sum());
    }
    Gradients gradients = tape.gradients(squares.stream().reduce(Variable::add).orElseThrow());
    Optimizer.Update prepared =
        new AdamW(gpt.parameters(), TrainingCase.WEIGHT_DECAY).prepare(gradients);
    update = () -> prepared.run(TrainingCase.LEARNING_RATE);
  }

  @Benchmark
  public void update() {
    update.run();
  }

  /** Parameter, gradient and two moments are read, all but the gradient written. */
  @Override
  public Work work(String method) {
    return new Work(0, 7L * WORD * TrainingCase.of(model).parameters());
  }
}
