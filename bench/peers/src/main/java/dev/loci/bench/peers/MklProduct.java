package dev.loci.bench.peers;

import static org.bytedeco.mkl.global.mkl_rt.CblasNoTrans;
import static org.bytedeco.mkl.global.mkl_rt.CblasRowMajor;
import static org.bytedeco.mkl.global.mkl_rt.CblasTrans;
import static org.bytedeco.mkl.global.mkl_rt.MKL_Get_Version_String;
import static org.bytedeco.mkl.global.mkl_rt.MKL_Set_Num_Threads;
import static org.bytedeco.mkl.global.mkl_rt.cblas_sgemm;
import static org.bytedeco.mkl.global.mkl_rt.cblas_sgemm_batch_strided;

import dev.loci.bench.cases.MatrixShape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.javacpp.FloatPointer;

/** MKL's {@code cblas_sgemm}, and its batch call for several products of one shape. */
final class MklProduct implements Product {
  MklProduct(Path natives) {
    Natives.load(natives, "libmkl_rt.so.3");
    Natives.load(natives, "libjnimkl_rt.so");
  }

  @Override
  public String name() {
    return "MKL";
  }

  @Override
  public String version() {
    byte[] text = new byte[200];
    MKL_Get_Version_String(text, text.length);
    return new String(text, StandardCharsets.US_ASCII).replace('\0', ' ').strip();
  }

  @Override
  public void setThreads(int threads) {
    MKL_Set_Num_Threads(threads);
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
    FloatPointer a = operands.nativeA();
    FloatPointer b = operands.nativeB();
    FloatPointer c = operands.nativeC();
    int batch = shape.batch();
    if (batch == 1) {
      return () -> cblas_sgemm(CblasRowMajor, transA, transB, m, n, k, 1, a, lda, b, ldb, 0, c, n);
    }
    return () ->
        cblas_sgemm_batch_strided(
            CblasRowMajor,
            transA,
            transB,
            m,
            n,
            k,
            1,
            a,
            lda,
            m * k,
            b,
            ldb,
            k * n,
            0,
            c,
            n,
            m * n,
            batch);
  }

  @Override
  public float[] result(MatrixShape shape, Operands operands) {
    return operands.nativeResult();
  }
}
