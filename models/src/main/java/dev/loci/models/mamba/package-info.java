/** The selective state space model. */
@NullMarked
package dev.loci.models.mamba;

import org.jspecify.annotations.NullMarked;
