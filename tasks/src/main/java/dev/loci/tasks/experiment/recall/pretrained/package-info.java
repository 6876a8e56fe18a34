/** Probes of models that others have trained (arXiv 2605.12426, section 5.3). */
@NullMarked
package dev.loci.tasks.experiment.recall.pretrained;

import org.jspecify.annotations.NullMarked;
