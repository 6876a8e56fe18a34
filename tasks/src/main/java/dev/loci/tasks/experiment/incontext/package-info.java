/** Paths over small stars that stand in the context (arXiv 2403.06963 and 2510.26745). */
@NullMarked
package dev.loci.tasks.experiment.incontext;

import org.jspecify.annotations.NullMarked;
