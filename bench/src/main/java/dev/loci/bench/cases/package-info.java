/** What is measured, as data: matrix shapes and training steps. */
@NullMarked
package dev.loci.bench.cases;

import org.jspecify.annotations.NullMarked;
