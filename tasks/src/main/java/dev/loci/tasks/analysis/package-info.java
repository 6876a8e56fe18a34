/**
 * What the geometry of node embeddings looks like, and how it relates to the graph they memorise.
 *
 * <p>Inputs are plain arrays: embeddings are {@code double[n][D]}, row u belonging to node u, and
 * edges are {@code int[m][2]} rows {@code {u, v}} of node numbers below n. Embeddings must be
 * finite and rectangular; anything else is an {@link IllegalArgumentException} that names the
 * place. A mean or correlation over nothing is NaN. The same input gives the same result every
 * time.
 */
@NullMarked
package dev.loci.tasks.analysis;

import org.jspecify.annotations.NullMarked;
