package dev.loci.bench;

import dev.loci.autograd.Replay;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.bench.machine.Steady;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the benchmarks have in common: each in a Java of its own, begun when the kernels are those
 * of the steady state.
 *
 * <p>What is measured is what a replayed program runs: prepared steps on arrays that are there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public abstract class KernelBenchmark implements Work.Counted {
  /** The bytes of a float32 or int32 element. */
  static final int WORD = 4;

  static final Runnable NOTHING = () -> {};

  private final RandomStream random = RandomStream.of(1);

  @Setup(Level.Trial)
  public final void awaitKernels() {
    Steady.await();
  }

  /** Numbers that are drawn anew for each tensor. */
  final Tensor normal(int... shape) {
    return Tensor.randn(random, shape);
  }

  /** What is computed on a tape, to be replayed. */
  static Runnable forward(Function<Tape, Variable> code) {
    return replay(new Replay(recorder -> recorder.keep(code.apply(recorder.tape()).tensor())));
  }

  /** The same and its gradients. */
  static Runnable forwardAndBackward(Function<Tape, Variable> code, Tensor seed) {
    return replay(
        new Replay(recorder -> {
          Tape tape = recorder.tape();
          tape.gradients(code.apply(tape), seed);
        }));
  }

  private static Runnable replay(Replay replay) {
    return () -> replay.run(0);
  }

  /** Row numbers below n. */
  final Tensor ids(int n, int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    int[] ids = new int[size];
    for (int i = 0; i < size; i++) {
      ids[i] = random.below(n);
    }
    return Tensor.wrap(ids, shape);
  }
}
