package dev.loci.autograd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.op.Exp;
import dev.loci.autograd.testkit.jqwik.TensorArbitraries;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TensorArbitrariesProperties {

  @Property(tries = 100)
  void tensorsHaveTheShapesAndValuesAskedFor(@ForAll("tensors") Tensor x) {
    assertThat(x.rank()).isBetween(1, 3);
    assertThat(Arrays.stream(x.toDoubleArray())).allMatch(v -> v >= 0.4 && v <= 2.5);
  }

  @Property(tries = 30)
  void casesCanBeChecked(@ForAll("cases") OpCase c) {
    for (OpProperty property : OpProperty.values()) {
      if (property.concerns(Exp.class)) {
        OpProperties.check(property, c);
      }
    }
  }

  @Provide
  Arbitrary<Tensor> tensors() {
    Arbitrary<Shape> shapes = TensorArbitraries.shapes(1, 3);
    return TensorArbitraries.tensors(shapes, Draw::positive);
  }

  @Provide
  Arbitrary<OpCase> cases() {
    return TensorArbitraries.cases(
        draw -> OpCase.of(new Exp(), draw.tensor(draw.shape(0, 2), Draw::any)));
  }
}
