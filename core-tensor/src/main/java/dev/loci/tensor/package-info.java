/** Multi-dimensional arrays of float32, float64 and int32 with zero-copy views. */
@NullMarked
package dev.loci.tensor;

import org.jspecify.annotations.NullMarked;
