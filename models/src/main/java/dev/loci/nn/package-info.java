/**
 * Modules with named parameters: the layers that models are made of.
 *
 * <p>{@code Linear} and {@code LayerNorm} here own their parameters; the operations that they apply
 * have the same names in {@link dev.loci.autograd.op}. Import {@code Module} by its name: with
 * {@code import dev.loci.nn.*} Java can't tell it from {@code java.lang.Module}.
 */
@NullMarked
package dev.loci.nn;

import org.jspecify.annotations.NullMarked;
