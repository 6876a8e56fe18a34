/**
 * Factual recall (arXiv 2605.12426): facts that are bijections over a shared answer set, questions
 * of one or more hops about them, and their files.
 */
@NullMarked
package dev.loci.tasks.recall;

import org.jspecify.annotations.NullMarked;
