/** Explicit random number generators: nothing here is global. */
@NullMarked
package dev.loci.tensor.random;

import org.jspecify.annotations.NullMarked;
