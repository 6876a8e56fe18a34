/** Tests of the analysis of embeddings. */
@NullMarked
package dev.loci.tasks.analysis;

import org.jspecify.annotations.NullMarked;
