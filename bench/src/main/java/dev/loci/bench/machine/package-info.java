/** The machine that is measured on: what it can do at best, and whether it is ready. */
@NullMarked
package dev.loci.bench.machine;

import org.jspecify.annotations.NullMarked;
