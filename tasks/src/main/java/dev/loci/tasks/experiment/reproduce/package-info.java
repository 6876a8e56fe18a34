/**
 * Reproductions of papers: claims with thresholds that were set first, and what runs say of them.
 */
@NullMarked
package dev.loci.tasks.experiment.reproduce;

import org.jspecify.annotations.NullMarked;
