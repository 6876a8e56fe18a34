package dev.loci.bench.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import dev.loci.bench.cases.MatrixShape;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/** oneDNN's {@code dnnl_sgemm}; for several products of one shape its matmul primitive. */
final class OneDnnProduct implements Product {
  private final IntConsumer threads;
  private final engine cpu;
  private final stream queue;

  OneDnnProduct(Path natives) throws PeerMissingException {
    Natives.load(natives, "libjnidnnl.so");
    // oneDNN has no such setting of its own.
    threads = Natives.setter(natives.resolve(Natives.OPEN_MP_FILE), "omp_set_num_threads");
    cpu = new engine(engine.kind.cpu, 0);
    queue = new stream(cpu);
  }

  @Override
  public String name() {
    return "oneDNN";
  }

  @Override
  public String version() {
    dnnl_version_t version = dnnl_version();
    return version.major() + "." + version.minor() + "." + version.patch();
  }

  @Override
  public void setThreads(int count) {
    threads.accept(count);
  }

  @Override
  public Runnable prepare(MatrixShape shape, Operands operands) {
    FloatPointer a = operands.nativeA();
    FloatPointer b = operands.nativeB();
    FloatPointer c = operands.nativeC();
    if (shape.batch() > 1) {
      return batch(shape, a, b, c);
    }
    int m = shape.m();
    int n = shape.n();
    int k = shape.k();
    boolean ta = Operands.isTransposedA(shape);
    boolean tb = Operands.isTransposedB(shape);
    byte transA = (byte) (ta ? 'T' : 'N');
    byte transB = (byte) (tb ? 'T' : 'N');
    int lda = ta ? m : k;
    int ldb = tb ? k : n;
    return () -> dnnl_sgemm(transA, transB, m, n, k, 1, a, lda, b, ldb, 0, c, n);
  }

  private Runnable batch(MatrixShape shape, FloatPointer a, FloatPointer b, FloatPointer c) {
    memory.desc left = matrices(shape.batch(), shape.m(), shape.k());
    memory.desc right = matrices(shape.batch(), shape.k(), shape.n());
    memory.desc result = matrices(shape.batch(), shape.m(), shape.n());
    matmul product = new matmul(new matmul.primitive_desc(cpu, left, right, result));
    IntMemoryMap arguments =
        new IntMemoryMap()
            .put(DNNL_ARG_SRC, new memory(left, cpu, a))
            .put(DNNL_ARG_WEIGHTS, new memory(right, cpu, b))
            .put(DNNL_ARG_DST, new memory(result, cpu, c));
    return () -> {
      product.execute(queue, arguments);
      queue._wait();
    };
  }

  private static memory.desc matrices(int batch, int rows, int columns) {
    return new memory.desc(
        new long[] {batch, rows, columns}, memory.data_type.f32, memory.format_tag.abc);
  }

  @Override
  public float[] result(MatrixShape shape, Operands operands) {
    return operands.nativeResult();
  }
}
