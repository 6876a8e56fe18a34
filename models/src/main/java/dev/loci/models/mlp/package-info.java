/** Networks that map one token to the next without looking at others: linear maps and ReLU. */
@NullMarked
package dev.loci.models.mlp;

import org.jspecify.annotations.NullMarked;
