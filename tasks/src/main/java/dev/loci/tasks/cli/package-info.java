/** The command line, {@code loci}. */
@NullMarked
package dev.loci.tasks.cli;

import org.jspecify.annotations.NullMarked;
