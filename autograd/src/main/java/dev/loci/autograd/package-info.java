/**
 * The engine: a {@link dev.loci.autograd.Tape} records what is computed with {@link
 * dev.loci.autograd.Variable}s and takes gradients backward through it.
 */
@NullMarked
package dev.loci.autograd;

import org.jspecify.annotations.NullMarked;
