/** Checks of gradients against finite differences. */
@NullMarked
package dev.loci.autograd.check;

import org.jspecify.annotations.NullMarked;
