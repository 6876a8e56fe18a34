/**
 * The loops that do the arithmetic, on plain arrays.
 *
 * <p>{@link dev.loci.tensor.kernel.Kernels} is the one interface of the float32 kernels. {@link
 * dev.loci.tensor.kernel.ScalarKernels} is the specification: plain Java, one element at a time.
 * The SIMD implementation must give the same bits for every input; tests hold that.
 */
@NullMarked
package dev.loci.tensor.kernel;

import org.jspecify.annotations.NullMarked;
