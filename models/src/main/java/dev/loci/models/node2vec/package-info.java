/** Node embeddings by predicting neighbours: Node2Vec, tied and untied, its walks and negatives. */
@NullMarked
package dev.loci.models.node2vec;

import org.jspecify.annotations.NullMarked;
