/** Studies: many runs of other experiments, and one report on all of them. */
@NullMarked
package dev.loci.tasks.experiment.study;

import org.jspecify.annotations.NullMarked;
