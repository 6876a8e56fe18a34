/** The training loop and its checkpoints. */
@NullMarked
package dev.loci.train;

import org.jspecify.annotations.NullMarked;
