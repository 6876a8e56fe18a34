/** Studies that compare many runs on tiny graphs: all models, ablations, the two memories. */
@NullMarked
package dev.loci.tasks.experiment.study;

import org.jspecify.annotations.NullMarked;
