/**
 * The loops that do the arithmetic, on plain arrays.
 *
 * <p>{@link dev.loci.tensor.kernel.Kernels} is the arithmetic of one element type. Of float32 there
 * are two implementations: {@code ScalarKernels}, plain Java, one element at a time, is the
 * specification; the SIMD one must give the same bits for every input, and tests hold that.
 *
 * <p>For Loci's own modules only.
 */
@NullMarked
package dev.loci.tensor.kernel;

import org.jspecify.annotations.NullMarked;
