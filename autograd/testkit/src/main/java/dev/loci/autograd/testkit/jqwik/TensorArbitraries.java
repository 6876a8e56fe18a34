package dev.loci.autograd.testkit.jqwik;

import dev.loci.autograd.testkit.Draw;
import dev.loci.autograd.testkit.OpCase;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Shapes, tensors and cases for jqwik, which shrinks shapes its own way. */
public final class TensorArbitraries {
  private TensorArbitraries() {}

  /** Shapes of extents 0 to 3; those of extent 1 are the simplest. */
  public static Arbitrary<Shape> shapes(int lowestRank, int highestRank) {
    return Arbitraries.integers()
        .between(0, 3)
        .shrinkTowards(1)
        .array(int[].class)
        .ofMinSize(lowestRank)
        .ofMaxSize(highestRank)
        .map(Shape::of);
  }

  /** Float64 tensors of these shapes, in any layout. */
  public static Arbitrary<Tensor> tensors(Arbitrary<Shape> shapes, ToDoubleFunction<Draw> values) {
    return Combinators.combine(shapes, seeds())
        .as((shape, seed) -> Draw.of(seed).tensor(shape, values));
  }

  /** What a generator of the kit draws; such values are not shrunk. */
  public static <T> Arbitrary<T> drawn(Function<Draw, T> generator) {
    return seeds().map(seed -> generator.apply(Draw.of(seed)));
  }

  /** Cases of an operation. */
  public static Arbitrary<OpCase> cases(Function<Draw, OpCase> generator) {
    return drawn(generator);
  }

  private static Arbitrary<Long> seeds() {
    return Arbitraries.longs().withoutEdgeCases().dontShrink();
  }
}
