/** Optimisers and learning-rate schedules. */
@NullMarked
package dev.loci.optim;

import org.jspecify.annotations.NullMarked;
