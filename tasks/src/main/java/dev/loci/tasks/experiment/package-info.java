/** Experiments: from settings to a folder with weights, figures and a report. */
@NullMarked
package dev.loci.tasks.experiment;

import org.jspecify.annotations.NullMarked;
