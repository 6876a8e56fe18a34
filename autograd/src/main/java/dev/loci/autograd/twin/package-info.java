/** The engine once more, small enough to be read in one go. */
@NullMarked
package dev.loci.autograd.twin;

import org.jspecify.annotations.NullMarked;
