/** The small graphs of "Deep sequence models tend to memorize geometrically", claim by claim. */
@NullMarked
package dev.loci.tasks.experiment.reproduce.geometry;

import org.jspecify.annotations.NullMarked;
