/** Studies of factual recall that are made of many trained models (arXiv 2605.12426, section 5). */
@NullMarked
package dev.loci.tasks.experiment.recall.study;

import org.jspecify.annotations.NullMarked;
