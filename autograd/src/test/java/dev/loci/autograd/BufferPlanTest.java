package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.DType;
import dev.loci.tensor.kernel.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which requests share an array. */
class BufferPlanTest {
  private final Elements<float[]> floats = DType.FLOAT32.elements();
  private final BufferPlan plan = new BufferPlan();
  private final List<Object> first = new ArrayList<>();

  /** An array that is requested by one computation and used last by another. */
  private void request(int size, int computation, int last) {
    Object array = Objects.requireNonNull(plan.next(floats, size, computation));
    assertThat(plan.use(array, last)).isTrue();
    first.add(array);
  }

  private List<@Nullable Object> settled(int... sizes) {
    plan.settle();
    List<@Nullable Object> arrays = new ArrayList<>();
    for (int size : sizes) {
      arrays.add(plan.next(floats, size, 0));
    }
    return arrays;
  }

  @Test
  void onlyRequestsThatAreNotNeededAtTheSameTimeShare() {
    request(8, 0, 1);
    request(8, 1, 2); // meets the first one and the next one
    request(8, 2, 3);
    request(8, 4, 4);
    List<@Nullable Object> arrays = settled(8, 8, 8, 8);
    assertThat(arrays.get(0)).isSameAs(arrays.get(2)).isNotSameAs(arrays.get(1));
    assertThat(arrays.get(3)).isIn(arrays.get(0), arrays.get(1));
  }

  @Test
  void theLargestChoosesFirstAndASmallOneTakesTheSmallestThatIsFree() {
    request(2, 0, 0);
    request(100, 1, 2);
    request(10, 1, 2);
    List<@Nullable Object> arrays = settled(2, 100, 10);
    assertThat(arrays.get(0)).isSameAs(arrays.get(2)).isNotSameAs(arrays.get(1));
    assertThat((float[]) arrays.get(0)).hasSize(10);
  }

  @Test
  void otherRequestsThanBeforeAreNotMet() {
    request(8, 0, 0);
    assertThat(settled(7).get(0)).isNull();
    assertThat(plan.next(floats, 8, 0)).isNull(); // there was only one
  }

  @Test
  void theArraysOfBeforeAreNoLongerItsOwn() {
    request(8, 0, 0);
    Object shared = Objects.requireNonNull(settled(8).get(0));
    assertThat(plan.use(shared, 1)).isTrue();
    assertThat(plan.use(first.get(0), 1)).isFalse();
  }
}
