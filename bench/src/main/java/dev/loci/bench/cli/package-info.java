/** The command line, {@code loci bench}. */
@NullMarked
package dev.loci.bench.cli;

import org.jspecify.annotations.NullMarked;
