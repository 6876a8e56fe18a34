/** The decoder-only Transformer. */
@NullMarked
package dev.loci.models.gpt;

import org.jspecify.annotations.NullMarked;
