/** Benchmarks of the hot kernels. */
@NullMarked
package dev.loci.bench;

import org.jspecify.annotations.NullMarked;
