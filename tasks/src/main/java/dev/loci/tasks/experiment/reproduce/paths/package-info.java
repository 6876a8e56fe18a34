/** Paths in the weights in "Deep sequence models tend to memorize geometrically". */
@NullMarked
package dev.loci.tasks.experiment.reproduce.paths;

import org.jspecify.annotations.NullMarked;
