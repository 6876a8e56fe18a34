package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class Float32Properties {

  @Property(tries = 50)
  void float32AgreesWithFloat64(@ForAll long seed) {
    SmallTransformer model = SmallTransformer.random(seed, 11, 2, 5, 8);
    List<Tensor> narrow = model.lossAndGradients();
    List<Tensor> wide = model.to(DType.FLOAT64).lossAndGradients();
    for (int i = 0; i < narrow.size(); i++) {
      assertThat(narrow.get(i).dtype()).isEqualTo(DType.FLOAT32);
      Tensor difference = narrow.get(i).to(DType.FLOAT64).sub(wide.get(i));
      assertThat(norm(difference))
          .as("difference %d of %s", i, narrow.get(i).shape())
          .isLessThanOrEqualTo(1e-5 * norm(wide.get(i)));
    }
  }

  private static double norm(Tensor x) {
    return Math.sqrt(x.square().sum().item());
  }
}
