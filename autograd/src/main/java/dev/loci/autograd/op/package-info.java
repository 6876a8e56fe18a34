/**
 * The operations, one file each: the computation, the derivative rule, and where it is fused the
 * composition that defines it. {@link dev.loci.autograd.op.Ops} lists them all.
 */
@NullMarked
package dev.loci.autograd.op;

import org.jspecify.annotations.NullMarked;
