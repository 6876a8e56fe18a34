/**
 * The theory of arXiv 2605.12426 as code: weights of a {@link dev.loci.models.gpt.Gpt} written by
 * hand that recall every fact, and what it takes at least to do so.
 */
@NullMarked
package dev.loci.tasks.recall.theory;

import org.jspecify.annotations.NullMarked;
