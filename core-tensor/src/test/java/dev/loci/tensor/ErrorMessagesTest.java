package dev.loci.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What people read when they go wrong. */
class ErrorMessagesTest {
  private final Tensor x = Tensor.zeros(2, 3);
  private final Tensor doubles = Tensor.zeros(DType.FLOAT64, Shape.of(2, 3));
  private final Tensor ids = Tensor.of(new int[] {0, 5});

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private static void assertOutOfRange(String message, Executable call) {
    assertEquals(message, assertThrows(IndexOutOfBoundsException.class, call).getMessage());
  }

  @Test
  void shapes() {
    assertRefused("shape: an extent is negative: [2, -1]", () -> Shape.of(2, -1));
    assertRefused("shape: an extent is negative: [-1]", () -> Tensor.arange(-1));
    assertRefused(
        "shape: more than 2^31 - 1 elements: [65536, 32768]", () -> Shape.of(65536, 32768));
    assertRefused("axis 2 is out of range for shape [2, 3]", () -> x.shape().dim(2));
    assertRefused("axis -3 is out of range for shape [2, 3]", () -> x.shape().dim(-3));
    assertRefused("axis 3 is out of range for shape [2, 3]", () -> x.shape().insert(3, 1));
    assertRefused("axes 1..2 are out of range for shape [2, 3]", () -> x.shape().range(1, 3));
    assertRefused(
        "shapes [2, 3] and [4] do not broadcast (3 against 4)",
        () -> Shape.broadcast(x.shape(), Shape.of(4)));
  }

  @Test
  void views() {
    assertRefused("permute: [0, 0] is not an order of the axes of [2, 3]", () -> x.permute(0, 0));
    assertRefused("permute: [0] is not an order of the axes of [2, 3]", () -> x.permute(0));
    assertRefused(
        "permute: [0, 1, 0] is not an order of the axes of [2, 3]", () -> x.permute(0, 1, 0));
    assertRefused("axis -2 is out of range for shape [3]", () -> Tensor.zeros(3).transpose());
    assertRefused(
        "slice: 1..4 by 1 is out of range for axis -1 of [2, 3]", () -> x.slice(-1, 1, 4));
    assertRefused(
        "slice: 0..2 by 0 is out of range for axis 0 of [2, 3]", () -> x.slice(0, 0, 2, 0));
    assertRefused("select: index 2 is out of range for axis 0 of [2, 3]", () -> x.select(0, 2));
    assertRefused("diagonal: expected a matrix, got [3]", () -> Tensor.zeros(3).diagonal());
    assertRefused("unsqueeze: axis 3 is out of range for [2, 3]", () -> x.unsqueeze(3));
    assertRefused("broadcast: [2, 3] does not stretch to [3]", () -> x.broadcastTo(Shape.of(3)));
    assertRefused(
        "broadcast: [2, 3] does not stretch to [4, 2, 2]", () -> x.broadcastTo(Shape.of(4, 2, 2)));
    assertRefused("reshape: the 6 elements of [2, 3] do not fill [4, -1]", () -> x.reshape(4, -1));
    assertRefused(
        "reshape: the 6 elements of [2, 3] do not fill [7]", () -> x.reshape(Shape.of(7)));
    assertRefused(
        "reshape: one extent may be -1, no other negative: [-1, -1]", () -> x.reshape(-1, -1));
    assertRefused(
        "reshape: one extent may be -1, no other negative: [-2, -3]", () -> x.reshape(-2, -3));
  }

  @Test
  void access() {
    assertRefused("index [0] does not fit shape [2, 3]", () -> x.get(0));
    assertOutOfRange("index [0, 3] is out of range for shape [2, 3]", () -> x.get(0, 3));
    assertOutOfRange("index [-1, 0] is out of range for shape [2, 3]", () -> x.set(1, -1, 0));
    assertRefused("item: expected one element, got shape [2, 3]", x::item);
    assertRefused("toFloatArray: expected float32, got float64", doubles::toFloatArray);
    assertRefused("toIntArray: expected int32, got float32", x::toIntArray);
    assertRefused(
        "of: 2 values do not fill shape [3] (3 elements)", () -> Tensor.of(new float[2], 3));
    assertRefused(
        "add in place: the target [3, 2] is a strided view",
        () -> x.transpose().addInPlace(Tensor.ones(3, 2)));
    assertRefused("copy: element types differ: float64 and float32", () -> x.copyFrom(doubles));
    assertRefused(
        "add in place: element types differ: float32 and float64", () -> x.addInPlace(doubles));
  }

  @Test
  void arithmetic() {
    assertRefused("add: element types differ: float32 and float64", () -> x.add(doubles));
    assertRefused("lt: element types differ: float32 and float64", () -> x.lt(doubles));
    assertRefused(
        "mul: shapes [2, 3] and [2] do not broadcast (3 against 2)", () -> x.mul(Tensor.zeros(2)));
    assertRefused("where: expected int32, got float32", () -> x.where(x, x));
    assertRefused("div: not defined for int32; convert with to(...)", () -> ids.div(ids));
    assertRefused("exp: not defined for int32; convert with to(...)", ids::exp);
    assertRefused("softmax: not defined for int32", ids::softmax);
    assertRefused(
        "log_softmax: there is no row in shape [2, 0]", () -> Tensor.zeros(2, 0).logSoftmax());
  }

  @Test
  void products() {
    assertRefused(
        "matmul: inner dimensions differ: [2, 3] x [4, 5] (3 != 4)",
        () -> x.matmul(Tensor.zeros(4, 5)));
    assertRefused(
        "matmul: needs at least two axes on each side: [2, 3] x [3]",
        () -> x.matmul(Tensor.zeros(3)));
    assertRefused(
        "matmul: batch shapes [4] and [5] do not broadcast (4 against 5)",
        () -> Tensor.zeros(4, 2, 3).matmul(Tensor.zeros(5, 3, 2)));
    assertRefused(
        "matmul: element types differ: float32 and float64", () -> x.matmul(doubles.transpose()));
  }

  @Test
  void productsWithAnEpilogue() {
    assertRefused(
        "multiply: inner dimensions differ: [2, 3] x [4, 5] (3 != 4)",
        () -> multiply(x, Tensor.zeros(4, 5), x));
    assertRefused(
        "multiply: needs a matrix on the right: [2, 3] x [3]",
        () -> multiply(x, Tensor.zeros(3), x));
    assertRefused(
        "multiply: [2, 3] x [3, 5] needs a contiguous output of [2, 5], not [2, 3]",
        () -> multiply(x, Tensor.zeros(3, 5), x));
    assertRefused(
        "multiply: [2, 3] x [3, 5] needs a contiguous output of [2, 5], not [2, 5] with gaps"
            + " between its elements",
        () -> multiply(x, Tensor.zeros(3, 5), Tensor.zeros(5, 2).transpose()));
    assertRefused(
        "multiply: element types differ: float32 and float64",
        () -> multiply(x, x.transpose(), Tensor.zeros(DType.FLOAT64, Shape.of(2, 2))));
  }

  private static void multiply(Tensor a, Tensor b, Tensor c) {
    MatrixProduct.multiply(a, b, c, (fromRow, toRow, fromColumn, toColumn) -> {});
  }

  @Test
  void reductions() {
    assertRefused("sum: axis -1 is given twice: [1, -1]", () -> x.sum(1, -1));
    assertRefused("axis 2 is out of range for shape [2, 3]", () -> x.sum(2));
    assertRefused("max: there are no elements in [2, 0]", () -> Tensor.zeros(2, 0).max(1));
    assertRefused("argmax: there are no elements along axis 1", () -> Tensor.zeros(2, 0).argmax(1));
    assertRefused("div: not defined for int32; convert with to(...)", ids::mean);
  }

  @Test
  void indexing() {
    assertRefused("gather: expected int32, got float32", () -> x.gather(x));
    assertRefused("gather: a scalar has no rows", () -> Tensor.zeros(1).select(0, 0).gather(ids));
    assertOutOfRange(
        "gather: id 5 is out of range for an extent of 2 in shape [2, 3]", () -> x.gather(ids));
    assertOutOfRange(
        "gather: id -1 is out of range for an extent of 2 in shape [2, 3]",
        () -> x.gather(ids.neg().maximum(Tensor.scalar(DType.INT32, -1))));
    assertOutOfRange(
        "scatter_add: id 5 is out of range for an extent of 4 in shape [4, 3]",
        () -> Indexing.scatterAdd(4, ids, x).run());
    assertRefused(
        "scatter_add: rows [3, 2] do not begin with the ids' [2]",
        () -> Indexing.scatterAdd(4, ids, x.transpose()));
    assertOutOfRange(
        "pick: id 5 is out of range for an extent of 3 in shape [2, 3]",
        () -> Indexing.pick(x, ids).run());
    assertOutOfRange(
        "pick: id -2 is out of range for an extent of 3 in shape [2, 3]",
        () -> Indexing.pick(x, ids.sub(2)).run());
    assertRefused(
        "pick: ids [2] are not one for each row of [3, 2]",
        () -> Indexing.pick(x.transpose(), ids));
    assertOutOfRange(
        "place: id 5 is out of range for an extent of 4 in shape [2, 4]",
        () -> Indexing.place(4, ids, Tensor.zeros(2)).run());
    assertRefused(
        "place: values [3] and ids [2] differ in shape",
        () -> Indexing.place(4, ids, Tensor.zeros(3)));
    assertRefused("concat: there is nothing to join", () -> Indexing.concat(0, List.of()));
    assertRefused(
        "concat: shapes [2, 3] and [3, 2] differ beside axis 0",
        () -> Tensor.concat(0, x, x.transpose()));
    assertRefused(
        "concat: element types differ: float32 and float64", () -> Tensor.concat(0, x, doubles));
  }
}
