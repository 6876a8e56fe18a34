/** Expressions as people type them, for {@code loci explain}. */
@NullMarked
package dev.loci.tasks.explain;

import org.jspecify.annotations.NullMarked;
