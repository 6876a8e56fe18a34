package dev.loci.autograd.op;

import dev.loci.autograd.Op;
import java.util.List;

/** The list of all operations, for tools and tests that go through them. */
public final class Ops {
  private static final List<Class<? extends Op>> ALL =
      List.of(
          Abs.class,
          Add.class,
          Argmax.class,
          BroadcastTo.class,
          CausalAttention.class,
          CausalConv.class,
          Compare.class,
          Concat.class,
          Convert.class,
          Cos.class,
          CrossEntropy.class,
          Div.class,
          Erf.class,
          Exp.class,
          Gather.class,
          Gelu.class,
          LayerNorm.class,
          Linear.class,
          Log.class,
          LogSoftmax.class,
          Matmul.class,
          Max.class,
          Maximum.class,
          Mul.class,
          Neg.class,
          PairCrossEntropy.class,
          Permute.class,
          Pick.class,
          Place.class,
          Pow.class,
          Reciprocal.class,
          Relu.class,
          Reshape.class,
          ScatterAdd.class,
          SelectiveScan.class,
          SetCrossEntropy.class,
          Sigmoid.class,
          Sign.class,
          Silu.class,
          Sin.class,
          Slice.class,
          Softmax.class,
          Softplus.class,
          Sqrt.class,
          Square.class,
          Sub.class,
          Sum.class,
          Tanh.class,
          Unslice.class,
          Where.class);

  private Ops() {}

  /** All operations of this package. */
  public static List<Class<? extends Op>> all() {
    return ALL;
  }
}
