/** How a model keeps facts: what its embeddings are made of and what its weights make of them. */
@NullMarked
package dev.loci.tasks.recall.probe;

import org.jspecify.annotations.NullMarked;
