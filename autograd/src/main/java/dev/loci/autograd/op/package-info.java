/**
 * The operations, one file each: the computation, the derivative rule, and where it is fused the
 * composition that defines it. {@link dev.loci.autograd.op.Ops} lists them all.
 *
 * <p>In their descriptions x, a and b are inputs and y is the output (capitals for matrices); g is
 * the gradient of the loss by y, dx that by x. The gradients of an example are for a g of ones, or
 * for the seed that it names. All numbers of the examples are checked.
 */
@NullMarked
package dev.loci.autograd.op;

import org.jspecify.annotations.NullMarked;
