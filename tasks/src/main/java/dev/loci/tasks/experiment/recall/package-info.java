/** Models that learn facts, and what is found in them (arXiv 2605.12426). */
@NullMarked
package dev.loci.tasks.experiment.recall;

import org.jspecify.annotations.NullMarked;
