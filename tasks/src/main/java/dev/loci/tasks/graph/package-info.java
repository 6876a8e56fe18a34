/**
 * Graphs whose edges and paths a sequence model memorises: families, data sets and their files,
 * tokens, examples and batches.
 */
@NullMarked
package dev.loci.tasks.graph;

import org.jspecify.annotations.NullMarked;
