/** What makes paths be found in the weights: one setting of path-star is changed at a time. */
@NullMarked
package dev.loci.tasks.experiment.pathstar.ablation;

import org.jspecify.annotations.NullMarked;
