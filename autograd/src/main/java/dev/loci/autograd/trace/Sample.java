package dev.loci.autograd.trace;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trace keeps of a tensor, as it was at that moment: a few elements, so that traces of large
 * models stay small.
 *
 * @param dtype the element type
 * @param shape the whole shape
 * @param values the first elements in row-major order, at most {@link #MOST}
 */
public record Sample(DType dtype, Shape shape, List<Double> values) {
  /** More elements than these are not kept. */
  public static final int MOST = 64;

  private static final int SHOWN = 4;

  public Sample {
    values = List.copyOf(values);
  }

  static Sample of(Tensor x) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < Math.min(x.size(), MOST); i++) {
      values.add(x.get(x.shape().index(i)));
    }
    return new Sample(x.dtype(), x.shape(), values);
  }

  /** Whether this is a single number: a scalar of rank 0. */
  public boolean isScalar() {
    return shape.rank() == 0;
  }

  /** Whether elements were left out. */
  public boolean isCut() {
    return values.size() < shape.size();
  }

  /** The number, or shape and first elements: {@code [2, 3] 1 2 3 4 ...}. */
  String text() {
    if (isScalar()) {
      return Numbers.text(values.get(0));
    }
    StringBuilder text = new StringBuilder(shape.toString());
    for (double value : values.subList(0, Math.min(SHOWN, values.size()))) {
      text.append(' ').append(Numbers.text(value));
    }
    return text.append(shape.size() > SHOWN ? " ..." : "").toString();
  }
}
