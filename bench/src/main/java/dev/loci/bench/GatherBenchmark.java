package dev.loci.bench;

import dev.loci.tensor.Indexing;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Rows of an embedding by their ids, and their gradients back into it. */
public class GatherBenchmark extends KernelBenchmark {
  @Param({"520x128", "20000x384"})
  String table = "";

  private static final int IDS = 1024;

  private Step gather = Step.NONE;
  private Step scatterAdd = Step.NONE;

  private int[] extents() {
    String[] words = table.split("x");
    return new int[] {Integer.parseInt(words[0]), Integer.parseInt(words[1])};
  }

  @Setup
  public void prepare() {
    int[] e = extents();
    Tensor ids = ids(e[0], IDS);
    gather = Indexing.gather(normal(e[0], e[1]), ids).step();
    scatterAdd = Indexing.scatterAdd(e[0], ids, normal(IDS, e[1])).step();
  }

  @Benchmark
  public void gather() {
    gather.run();
  }

  @Benchmark
  public void scatterAdd() {
    scatterAdd.run();
  }

  @Override
  public Work work(String method) {
    int[] e = extents();
    long rows = WORD * (long) IDS * e[1];
    return method.equals("gather")
        ? new Work(0, 2 * rows)
        : new Work((long) IDS * e[1], rows + WORD * (long) e[0] * e[1]);
  }
}
