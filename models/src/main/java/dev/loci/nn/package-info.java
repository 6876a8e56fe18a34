/** Modules with named parameters: the layers that models are made of. */
@NullMarked
package dev.loci.nn;

import org.jspecify.annotations.NullMarked;
