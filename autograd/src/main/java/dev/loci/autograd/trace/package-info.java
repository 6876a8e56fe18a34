/**
 * Sees what the engine does: traces as text, pictures and pages, profiles, and the search for the
 * place where NaN or infinity first appeared. All are made from what a {@link
 * dev.loci.autograd.TapeListener} is told.
 */
@NullMarked
package dev.loci.autograd.trace;

import org.jspecify.annotations.NullMarked;
