package dev.loci.bench.peers;

import dev.loci.bench.cases.MatrixShape;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import org.ejml.EjmlVersion;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

/** EJML, pure Java; several products of one shape are a loop. */
final class EjmlProduct implements Product {
  /** Beyond this many operations a call takes seconds, which would hold up all others. */
  private static final long MOST_FLOPS = 2_500_000_000L;

  private boolean parallel;
  private FMatrixRMaj[] results = {};

  @Override
  public String name() {
    return "EJML";
  }

  @Override
  public String version() {
    return EjmlVersion.VERSION;
  }

  @Override
  public void setThreads(int threads) {
    parallel = threads > 1;
    EjmlConcurrency.setMaxThreads(threads);
  }

  @Override
  public boolean takes(MatrixShape shape) {
    return shape.flops() <= MOST_FLOPS;
  }

  @Override
  public Runnable prepare(MatrixShape shape, Operands operands) {
    FMatrixRMaj[] a = matrices(operands.a);
    FMatrixRMaj[] b = matrices(operands.b);
    FMatrixRMaj[] c = new FMatrixRMaj[shape.batch()];
    Arrays.setAll(c, i -> new FMatrixRMaj(shape.m(), shape.n()));
    results = c;
    boolean threaded = parallel;
    return () -> {
      for (int i = 0; i < c.length; i++) {
        multiply(shape.form(), threaded, a[i], b[i], c[i]);
      }
    };
  }

  private static void multiply(
      MatrixShape.Form form, boolean threaded, FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
    switch (form) {
      case NN -> {
        if (threaded) {
          CommonOps_MT_FDRM.mult(a, b, c);
        } else {
          CommonOps_FDRM.mult(a, b, c);
        }
      }
      case NT -> {
        if (threaded) {
          CommonOps_MT_FDRM.multTransB(a, b, c);
        } else {
          CommonOps_FDRM.multTransB(a, b, c);
        }
      }
      case TN -> {
        if (threaded) {
          CommonOps_MT_FDRM.multTransA(a, b, c);
        } else {
          CommonOps_FDRM.multTransA(a, b, c);
        }
      }
    }
  }

  private static FMatrixRMaj[] matrices(Tensor x) {
    int rows = x.shape().dim(-2);
    int columns = x.shape().dim(-1);
    float[] values = x.array();
    FMatrixRMaj[] matrices = new FMatrixRMaj[x.size() / (rows * columns)];
    Arrays.setAll(
        matrices,
        i ->
            FMatrixRMaj.wrap(
                rows,
                columns,
                Arrays.copyOfRange(values, i * rows * columns, (i + 1) * rows * columns)));
    return matrices;
  }

  @Override
  public float[] result(MatrixShape shape, Operands operands) {
    int size = shape.m() * shape.n();
    float[] all = new float[results.length * size];
    for (int i = 0; i < results.length; i++) {
      System.arraycopy(results[i].data, 0, all, i * size, size);
    }
    return all;
  }
}
