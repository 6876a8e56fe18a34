package dev.loci.tensor;

import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Float32Elements;
import dev.loci.tensor.kernel.Float64Elements;
import dev.loci.tensor.kernel.Float64Kernels;
import dev.loci.tensor.kernel.Int32Elements;
import dev.loci.tensor.kernel.Int32Kernels;
import dev.loci.tensor.kernel.KernelSelector;
import dev.loci.tensor.kernel.Kernels;

/** The element types. Float32 trains, float64 checks, int32 counts and points. */
public enum DType {
  FLOAT32(4, Float32Elements.INSTANCE),
  FLOAT64(8, Float64Elements.INSTANCE),
  INT32(4, Int32Elements.INSTANCE);

  private final int bytes;
  private final Elements<?> elements;

  DType(int bytes, Elements<?> elements) {
    this.bytes = bytes;
    this.elements = elements;
  }

  /** The size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether derivatives make sense: true for the two float types. */
  public boolean isFloat() {
    return this != INT32;
  }

  /** "float32", "float64" or "int32". */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** How elements of this type are stored and moved; A is the array type that goes with it. */
  @SuppressWarnings("unchecked") // the constructor's pairing of type and array
  public <A> Elements<A> elements() {
    return (Elements<A>) elements;
  }

  /** The arithmetic of this type; A is the array type that goes with it. */
  @SuppressWarnings("unchecked") // as above
  public <A> Kernels<A> kernels() {
    return (Kernels<A>)
        switch (this) {
          case FLOAT32 -> KernelSelector.active();
          case FLOAT64 -> Float64Kernels.INSTANCE;
          case INT32 -> Int32Kernels.INSTANCE;
        };
  }
}
