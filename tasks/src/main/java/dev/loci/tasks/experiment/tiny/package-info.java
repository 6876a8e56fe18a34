/** Models that memorise the edges of a tiny graph while their embeddings are watched. */
@NullMarked
package dev.loci.tasks.experiment.tiny;

import org.jspecify.annotations.NullMarked;
