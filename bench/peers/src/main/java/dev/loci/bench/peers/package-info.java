/** Loci against native libraries and EJML, in turns in one process. */
@NullMarked
package dev.loci.bench.peers;

import org.jspecify.annotations.NullMarked;
