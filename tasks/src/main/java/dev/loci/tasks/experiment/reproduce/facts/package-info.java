/** The reproduction of the paper on geometric factual recall (arXiv 2605.12426). */
@NullMarked
package dev.loci.tasks.experiment.reproduce.facts;

import org.jspecify.annotations.NullMarked;
