package dev.loci.bench.peers;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import dev.loci.bench.cases.MatrixShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.FloatPointer;

/** OpenBLAS's {@code cblas_sgemm}; several products of one shape are a loop. */
final class OpenBlasProduct implements Product {
  private final IntConsumer threads;

  OpenBlasProduct(Path natives) throws IOException, PeerMissingException {
    Natives.link(natives, "libopenblas_nolapack.so.0", "libopenblas.so.0");
    Natives.load(natives, "libopenblas.so.0");
    Natives.load(natives, "libjniopenblas_nolapack.so");
    threads = Natives.setter(natives.resolve("libopenblas.so.0"), "openblas_set_num_threads");
  }

  @Override
  public String name() {
    return "OpenBLAS";
  }

  @Override
  public String version() {
    return Natives.jarVersion("openblas");
  }

  @Override
  public void setThreads(int count) {
    threads.accept(count);
  }

  @Override
  public Runnable prepare(MatrixShape shape, Operands operands) {
    int m = shape.m();
    int n = shape.n();
    int k = shape.k();
    boolean ta = Operands.isTransposedA(shape);
    boolean tb = Operands.isTransposedB(shape);
    int transA = ta ? CblasTrans : CblasNoTrans;
    int transB = tb ? CblasTrans : CblasNoTrans;
    int lda = ta ? m : k;
    int ldb = tb ? k : n;
    FloatPointer[] a = Operands.each(operands.nativeA(), shape.batch(), m * k);
    FloatPointer[] b = Operands.each(operands.nativeB(), shape.batch(), k * n);
    FloatPointer[] c = Operands.each(operands.nativeC(), shape.batch(), m * n);
    return () -> {
      for (int i = 0; i < c.length; i++) {
        cblas_sgemm(CblasRowMajor, transA, transB, m, n, k, 1, a[i], lda, b[i], ldb, 0, c[i], n);
      }
    };
  }

  @Override
  public float[] result(MatrixShape shape, Operands operands) {
    return operands.nativeResult();
  }
}
