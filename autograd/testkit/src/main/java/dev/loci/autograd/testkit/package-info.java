/** Generators, shrinking and properties to test differentiable operations with. */
@NullMarked
package dev.loci.autograd.testkit;

import org.jspecify.annotations.NullMarked;
